// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.file.Path;
import java.time.Clock;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Move;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.OutboxException;
import org.auditlogged.internal.outbox.SqlOutbox;
import org.auditlogged.internal.outbox.TableOutbox;

/**
 * The outbox that is configured, and what still waits in the one that was before. Invariant: what
 * was opened is closed, in reverse order. For the thread that starts, and the one that stops.
 *
 * @param outbox the one in use
 * @param clock the one that it goes by
 * @param place where it is, for people
 * @param move what empties the other one; {@code null} when there is none
 */
record Outboxes(Outbox outbox, Clock clock, String place, Move move) implements AutoCloseable {
  private static final Log LOG = Log.of(Outboxes.class);

  /** The name of the data source without a name. */
  private static final String DEFAULT = "default";

  /** Whether what it takes to open it has its name already. */
  static boolean isThere(AuditConfig.Outbox settings) {
    var table = settings.table() == null ? settings.takeOverFrom() : settings.table();
    try {
      return table == null || dataSource(table.dataSource()) != null;
    } catch (OutboxException e) {
      return false;
    }
  }

  /**
   * Opens the outbox.
   *
   * @throws OutboxException when it cannot be used, as the numbered message for the operator
   */
  static Outboxes open(AuditConfig.Outbox settings, Clock clock) {
    return settings.table() == null ? onDisk(settings, clock) : inDatabase(settings, clock);
  }

  private static Outboxes onDisk(AuditConfig.Outbox settings, Clock clock) {
    var outbox = SqlOutbox.open(settings, clock);
    try {
      var move = fromDatabase(settings, clock, outbox);
      return new Outboxes(outbox, clock, settings.directory().toString(), move);
    } catch (RuntimeException e) {
      outbox.close();
      throw e;
    }
  }

  private static Move fromDatabase(AuditConfig.Outbox settings, Clock clock, Outbox to) {
    var before = settings.takeOverFrom();
    if (before == null) {
      return null;
    }
    var name = "in the data source " + before.dataSource();
    // a name that is wrong is a mistake, and a database that is away is not
    var source = dataSource(before.dataSource());
    try {
      return new Move(TableOutbox.open(source, before, clock), to, name, true);
    } catch (OutboxException e) {
      LOG.write(Message.NOT_MOVED, e, name, e.getMessage());
      return null;
    }
  }

  private static Outboxes inDatabase(AuditConfig.Outbox settings, Clock clock) {
    var table = settings.table();
    var outbox = TableOutbox.open(dataSource(table.dataSource()), table, clock);
    if (!outbox.seesTransactions()) {
      LOG.write(Message.NOT_JOINABLE, table.dataSource());
    }
    var place = "in the data source " + table.dataSource();
    return new Outboxes(outbox, outbox.clock(), place, fromDisk(settings, clock, outbox));
  }

  /** What cannot be moved now stays; it must not keep the application from starting. */
  private static Move fromDisk(AuditConfig.Outbox settings, Clock clock, Outbox to) {
    Path directory = settings.directory();
    if (!SqlOutbox.isIn(directory)) {
      return null;
    }
    try {
      return new Move(SqlOutbox.open(settings, clock), to, "in " + directory, false);
    } catch (OutboxException e) {
      LOG.write(Message.NOT_MOVED, e, "in " + directory, e.getMessage());
      return null;
    }
  }

  /** By JNDI; where that has none, the bean of that name. */
  private static DataSource dataSource(String name) {
    try {
      if (InitialContext.doLookup(name) instanceof DataSource source) {
        return source;
      }
    } catch (NamingException | LinkageError e) {
      var bean = bean(name);
      if (bean != null) {
        return bean;
      }
      throw unusable(name, "there is no data source of this name, nor a bean", e);
    }
    throw unusable(name, "what has this name is no data source", null);
  }

  private static DataSource bean(String name) {
    var all = CDI.current().select(DataSource.class);
    var named =
        name.equals(DEFAULT)
            ? all.select(Default.Literal.INSTANCE)
            : all.select(NamedLiteral.of(name));
    return named.isResolvable() ? named.get() : null;
  }

  private static OutboxException unusable(String name, String why, Throwable cause) {
    return new OutboxException(Message.TABLE_UNUSABLE.text(name, why), cause);
  }

  /** As numbers, or as what says that nobody knows. */
  record Counted(String waiting, String parked) {}

  /** How many there are, for people. Never fails: a slow database is no reason not to start. */
  Counted counts() {
    try {
      var counts = outbox.counts();
      return new Counted(String.valueOf(counts.waiting()), String.valueOf(counts.parked()));
    } catch (OutboxException e) {
      return new Counted("?", "?");
    }
  }

  @Override
  public void close() {
    try {
      if (move != null) {
        move.close();
      }
    } finally {
      outbox.close();
    }
  }
}
