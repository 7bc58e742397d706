// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings what is appended outside of a caller's transaction into the table, a group in one
 * transaction. Invariants: after {@link #accept} every turn is committed or has failed; a turn
 * fails for its own work only, or because the database cannot be reached. What is brought twice is
 * there once, so a commit of which nobody knows is repeated.
 *
 * <p>It keeps its connection: a request that waits for it holds one of the pool's, and if all do,
 * none would be left to end their wait. For the thread of {@link GroupCommit} only.
 */
final class TableWriter implements Consumer<List<Turn<TableRows, ?>>>, AutoCloseable {
  /** A connection that was not used for longer is looked at before it is. */
  private static final long TRUSTED = Duration.ofSeconds(5).toNanos();

  private static final int SECONDS = 2;

  private final Sessions sessions;
  private final TableStatements sql;
  private final Notes notes;
  private Connection connection;
  private long used;

  TableWriter(Sessions sessions, TableStatements sql, Notes notes) throws SQLException {
    this.connection = sessions.open();
    this.used = System.nanoTime();
    this.sessions = sessions;
    this.sql = sql;
    this.notes = notes;
  }

  @Override
  public void accept(List<Turn<TableRows, ?>> group) {
    var failure = write(group);
    if (failure != null && connection == null) {
      // a database that was started anew knows nothing of connections that it had before
      failure = write(group);
    }
    if (failure != null && group.size() > 1 && connection != null) {
      for (int i = 0; i < group.size(); i++) {
        accept(group.subList(i, i + 1));
      }
    } else if (failure != null) {
      for (var turn : group) {
        turn.fail(failure);
      }
    }
  }

  /**
   * Why nothing of it is known to be kept; null when all is. Without a connection when it broke.
   */
  private Throwable write(List<Turn<TableRows, ?>> group) {
    try {
      var noted = notes.taken();
      Sessions.transaction(
          connection(),
          sessions.dialect(),
          statements -> {
            var rows = new TableRows(sql, statements);
            for (var turn : group) {
              turn.run(rows);
            }
            rows.flush();
            rows.count(0, 0, noted);
            return null;
          });
      notes.entered(noted);
      used = System.nanoTime();
      return null;
    } catch (Throwable e) {
      if (!isUsable()) {
        close();
      }
      return e;
    }
  }

  private Connection connection() throws SQLException {
    if (connection != null && System.nanoTime() - used > TRUSTED && !isUsable()) {
      close();
    }
    if (connection == null) {
      connection = sessions.open();
    }
    return connection;
  }

  private boolean isUsable() {
    try {
      return connection != null && connection.isValid(SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // it is not used again, closed or not
    } finally {
      connection = null;
    }
  }
}
