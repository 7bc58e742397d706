// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outbox in an application's database. Invariants beside those of every one: opened to read,
 * its transactions are read-only; what is parked may be changed while nodes and other operators are
 * at work, for rows are locked and looked at again as they do it, so that each event is changed
 * once; no call waits for a database that says nothing.
 */
public final class OutboxTables implements OthersOutbox {
  /** No node, but somebody. */
  private static final long OPERATOR = -1;

  private final DatabasePlace place;
  private final Connection connection;
  private final Dialect dialect;
  private final TableStatements sql;
  private final Clock clock;

  private OutboxTables(
      DatabasePlace place,
      Connection connection,
      Dialect dialect,
      TableStatements sql,
      Clock clock) {
    this.place = place;
    this.connection = connection;
    this.dialect = dialect;
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * What makes the tables, a statement on each line.
   *
   * @param database {@code postgresql} or {@code h2}
   */
  public static List<String> script(String database, String schema) {
    var dialect = database.equals("h2") ? Dialect.H2 : Dialect.POSTGRES;
    return new TableLayout(dialect, schema).script();
  }

  /**
   * To look at it.
   *
   * @throws OutboxException when it cannot be reached, is not there, or is too new
   */
  public static OutboxTables read(DatabasePlace place) {
    return open(place, true);
  }

  /**
   * To look at it and change what is parked.
   *
   * @throws OutboxException as {@link #read}
   */
  public static OutboxTables change(DatabasePlace place) {
    return open(place, false);
  }

  private static OutboxTables open(DatabasePlace place, boolean reads) {
    Connection connection = null;
    try {
      connection = place.connect();
      var found = connection;
      return bounded(() -> open(place, found, reads));
    } catch (SQLException e) {
      close(connection, e);
      throw place.failed("be opened", e);
    }
  }

  private static OutboxTables open(DatabasePlace place, Connection connection, boolean reads)
      throws SQLException {
    var dialect = Dialect.of(connection);
    var problem = new TableLayout(dialect, place.schema()).problem(connection);
    if (problem != null) {
      throw new SQLException(problem);
    }
    connection.setReadOnly(reads);
    var clock = new SharedClock(Clock.systemUTC());
    Sessions.withRetries(connection, dialect, asked -> clock.set(asked, dialect));
    var sql = new TableStatements(dialect, place.schema(), OPERATOR);
    return new OutboxTables(place, connection, dialect, sql, clock);
  }

  /** An operator, or a pipeline, is told when a database falls silent. */
  private static <T> T bounded(Sessions.Task<T> task) throws SQLException {
    return Sessions.aside(Sessions.SILENCE, task);
  }

  @Override
  public Ledger ledger() {
    return run("be read", asked -> TableQuestions.ledger(asked, sql, Notes.NONE));
  }

  @Override
  public Optional<Instant> oldest() {
    return Reader.instant(run("be read", asked -> TableQuestions.time(asked, sql.oldest)));
  }

  @Override
  public List<KeptBack> keptBack(int max) {
    return run("be read", asked -> new KeptRows(asked, sql.tables).keptBack(max));
  }

  @Override
  public List<Waiting> waiting(int max) {
    return run("be read", asked -> WaitingRows.oldest(asked, sql.tables, max));
  }

  @Override
  public Parked parked() {
    return new Parking(
        new Parking.Store() {
          @Override
          public <T> T ask(Parking.Question<T> question) {
            return run("be read", asked -> question.to(new ParkedRows(asked, sql.tables)));
          }

          @Override
          public int change(String verb, Parking.Change change) {
            return run(verb, asked -> change.on(new TableRows(sql, asked)));
          }
        },
        clock);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  private <T> T run(String verb, Sessions.Work<T> work) {
    try {
      return bounded(() -> Sessions.withRetries(connection, dialect, work));
    } catch (SQLException e) {
      throw place.failed(verb, e);
    }
  }

  @Override
  public void close() {
    try {
      end(connection);
    } catch (SQLException e) {
      throw place.failed("be closed", e);
    }
  }

  /** One that is still asked may not even close. */
  private static void end(Connection connection) throws SQLException {
    Sessions.aside(
        DatabasePlace.PATIENCE,
        () -> {
          connection.close();
          return null;
        });
  }

  private static void close(Connection connection, SQLException cause) {
    try {
      if (connection != null) {
        end(connection);
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
