// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers questions without waiting for the writer. Invariant: no snapshot outlives a call, or the
 * log could never start anew. For any thread; the connection is behind {@code lock}.
 */
final class Reader implements AutoCloseable {
  static final String NEXT_DUE = "SELECT min(due) FROM entry WHERE due > " + Lane.HELD;

  // by two indexes: what is due at once is in order there already
  static final String OLDEST =
      "SELECT max(appended_at) FROM entry WHERE place = (SELECT min(place) FROM"
          + " (SELECT min(place) AS place FROM entry INDEXED BY entry_due WHERE due = 0"
          + " UNION ALL SELECT min(place) FROM entry INDEXED BY entry_due WHERE due = -1"
          + " UNION ALL SELECT min(place) FROM entry INDEXED BY entry_due WHERE due = -2"
          + " UNION ALL SELECT min(place) FROM entry INDEXED BY entry_due WHERE due = -3"
          + " UNION ALL SELECT min(place) FROM entry INDEXED BY entry_due WHERE due > 0))";

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

  /** One of the questions below. */
  interface Question<T> {
    T put(Reader reader) throws SQLException;
  }

  /** What is asked with several statements. */
  interface Work<T> {
    T on(Statements statements) throws SQLException;
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
    return ask(NEXT_DUE, KeptRows::time);
  }

  Optional<Instant> oldest() throws SQLException {
    return instant(ask(OLDEST, KeptRows::time));
  }

  static Optional<Instant> instant(OptionalLong time) {
    return time.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time.getAsLong()));
  }

  Ledger ledger() throws SQLException {
    return ask(LedgerRow.READ, LedgerRow::read);
  }

  OptionalLong resumable(Cause cause) throws SQLException {
    return with(statements -> new KeptRows(statements, Tables.FILE).resumable(cause));
  }

  List<Cause> causes(int max) throws SQLException {
    return with(statements -> new KeptRows(statements, Tables.FILE).causes(max));
  }

  List<KeptBack> keptBack(int max) throws SQLException {
    return with(statements -> new KeptRows(statements, Tables.FILE).keptBack(max));
  }

  Space space() throws SQLException {
    return ask(SPACE, row -> new Space(row.getLong(1), row.getLong(2)));
  }

  private <T> T ask(String query, Answer<T> answer) throws SQLException {
    return with(
        prepared -> {
          try (var row = prepared.of(query).executeQuery()) {
            row.next();
            return answer.of(row);
          }
        });
  }

  /** Larger questions; the work closes what it opens. */
  <T> T with(Work<T> work) throws SQLException {
    lock.lock();
    try {
      return work.on(statements);
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
