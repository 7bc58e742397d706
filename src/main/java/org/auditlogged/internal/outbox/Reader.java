// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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
    return ask(NEXT_DUE, Reader::time);
  }

  Optional<Instant> oldest() throws SQLException {
    return instant(ask(OLDEST, Reader::time));
  }

  static Optional<Instant> instant(OptionalLong time) {
    return time.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time.getAsLong()));
  }

  Ledger ledger() throws SQLException {
    return ask(LedgerRow.READ, LedgerRow::read);
  }

  /** When the next that is kept back for this cause may go. */
  OptionalLong resumable(Cause cause) throws SQLException {
    return ask(Tables.FILE.kept.get(cause.by()).next, Reader::time, cause.of());
  }

  List<Cause> causes(int max) throws SQLException {
    var causes = causes(Refusal.By.ACTION, max);
    causes.addAll(causes(Refusal.By.ORGANIZATION, max));
    return causes;
  }

  /** The causes of one kind, by name, from one to the next: however many entries each has. */
  private List<Cause> causes(Refusal.By by, int max) throws SQLException {
    var causes = new ArrayList<Cause>();
    var last = "";
    while (last != null && causes.size() < max) {
      last = ask(Tables.FILE.kept.get(by).cause, row -> row.getString(1), last);
      if (last != null) {
        causes.add(new Cause(by, last));
      }
    }
    return causes;
  }

  List<KeptBack> keptBack(int max) throws SQLException {
    var all = new ArrayList<KeptBack>();
    for (var cause : causes(max)) {
      var kept = Tables.FILE.kept.get(cause.by());
      long held = ask(kept.held, row -> row.getLong(1), cause.of());
      all.add(
          ask(
              kept.parked,
              row -> {
                var since = row.getObject(2) == null ? null : Instant.ofEpochMilli(row.getLong(2));
                return new KeptBack(cause, since, held, row.getLong(1));
              },
              cause.of()));
    }
    return all;
  }

  Space space() throws SQLException {
    return ask(SPACE, row -> new Space(row.getLong(1), row.getLong(2)));
  }

  private static OptionalLong time(ResultSet row) throws SQLException {
    long time = row.getLong(1);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(time);
  }

  private <T> T ask(String query, Answer<T> answer, Object... arguments) throws SQLException {
    return with(
        prepared -> {
          try (var row = Kept.bind(prepared.of(query), arguments).executeQuery()) {
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
