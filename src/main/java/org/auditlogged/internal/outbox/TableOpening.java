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
      prepare(sessions, settings);
      var clock = new SharedClock(own);
      sessions.run(statements -> clock.set(statements, sessions.dialect()));
      return new TableOutbox(sessions, settings, clock);
    } catch (SQLException e) {
      throw unusable(settings, Failures.words(e), e);
    }
  }

  /** Makes what is missing, if it may. */
  static void prepare(Sessions sessions, AuditConfig.Table settings) throws SQLException {
    var layout = new TableLayout(sessions.dialect(), settings.schema());
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
  }

  private static String problem(Sessions sessions, TableLayout layout) throws SQLException {
    return sessions.run(statements -> layout.problem(statements.connection()));
  }

  private static OutboxException unusable(AuditConfig.Table settings, String why, Exception e) {
    return new OutboxException(Message.TABLE_UNUSABLE.text(settings.dataSource(), why), e);
  }
}
