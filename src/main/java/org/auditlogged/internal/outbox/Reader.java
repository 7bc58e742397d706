// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers questions without waiting for the writer. Invariant: no snapshot outlives a call, or the
 * log could never start anew. For any thread; the connection is behind {@code lock}.
 */
final class Reader implements AutoCloseable {
  static final String NEXT_DUE = "SELECT min(due) FROM entry WHERE due IS NOT NULL";

  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;
  private final PreparedStatement nextDue;
  private final PreparedStatement space;

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

  Reader(Connection connection) throws SQLException {
    this.connection = connection;
    nextDue = connection.prepareStatement(NEXT_DUE);
    space =
        connection.prepareStatement(
            "SELECT page_count, freelist_count FROM pragma_page_count, pragma_freelist_count");
  }

  OptionalLong nextDue() throws SQLException {
    lock.lock();
    try (var row = nextDue.executeQuery()) {
      row.next();
      long due = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(due);
    } finally {
      lock.unlock();
    }
  }

  Space space() throws SQLException {
    lock.lock();
    try (var row = space.executeQuery()) {
      row.next();
      return new Space(row.getLong(1), row.getLong(2));
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
