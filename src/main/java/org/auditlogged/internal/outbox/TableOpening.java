// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Lines;
import org.auditlogged.internal.Message;

/** How a {@link TableOutbox} is opened: on a thread that is in no transaction. Stateless. */
final class TableOpening {
  private TableOpening() {}

  static TableOutbox open(DataSource source, AuditConfig.Table settings, Clock own) {
    try {
      var sessions = new Sessions(source);
      var dialect = prepare(sessions, settings);
      var clock = new SharedClock(own);
      clock.set(sessions, dialect);
      return new TableOutbox(sessions, dialect, settings, clock);
    } catch (SQLException e) {
      throw unusable(settings, Failures.words(e), e);
    }
  }

  /** Makes what is missing, if it may; says what the database is. */
  static Dialect prepare(Sessions sessions, AuditConfig.Table settings) throws SQLException {
    var dialect = sessions.run(statements -> Dialect.of(statements.connection()));
    var layout = new TableLayout(dialect, settings.schema());
    var problem = problem(sessions, layout);
    if (problem != null && settings.create()) {
      sessions.run(
          statements -> {
            layout.create(statements.connection());
            return null;
          });
      problem = problem(sessions, layout);
    }
    if (problem != null && settings.create()) {
      throw unusable(settings, problem, null);
    }
    if (problem != null) {
      throw new OutboxException(
          Message.TABLE_MISSING.text(settings.dataSource(), problem, new Lines(layout.script())),
          null);
    }
    return dialect;
  }

  private static String problem(Sessions sessions, TableLayout layout) throws SQLException {
    return sessions.run(statements -> layout.problem(statements.connection()));
  }

  private static OutboxException unusable(AuditConfig.Table settings, String why, Exception e) {
    return new OutboxException(Message.TABLE_UNUSABLE.text(settings.dataSource(), why), e);
  }
}
