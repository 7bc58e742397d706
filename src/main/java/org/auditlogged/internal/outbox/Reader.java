// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers questions without waiting for the writer. Invariant: no snapshot outlives a call, or the
 * log could never start anew. For any thread; the connection is behind {@code lock}.
 */
final class Reader implements AutoCloseable {
  static final String NEXT_DUE = "SELECT min(due) FROM entry WHERE due IS NOT NULL";

  private static final String SPACE =
      "SELECT page_count, freelist_count FROM pragma_page_count, pragma_freelist_count";

  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;
  private final Statements statements;

  /**
   * How much of the file is in use.
   *
   * @param pages how many it has
   * @param free how many of them hold nothing
   */
  record Space(long pages, long free) {
    long used() {
      return pages - free;
    }
  }

  /** What is made of the one row of an answer. */
  private interface Answer<T> {
    T of(ResultSet row) throws SQLException;
  }

  Reader(Connection connection) {
    this.connection = connection;
    this.statements = new Statements(connection);
  }

  OptionalLong nextDue() throws SQLException {
    return ask(
        NEXT_DUE,
        row -> {
          long due = row.getLong(1);
          return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(due);
        });
  }

  Space space() throws SQLException {
    return ask(SPACE, row -> new Space(row.getLong(1), row.getLong(2)));
  }

  private <T> T ask(String query, Answer<T> answer) throws SQLException {
    lock.lock();
    try (var row = statements.of(query).executeQuery()) {
      row.next();
      return answer.of(row);
    } catch (SQLException e) {
      statements.forget();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      connection.close();
    } finally {
      lock.unlock();
    }
  }
}
