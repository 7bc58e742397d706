// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.auditlogged.internal.outbox.Turn.Late;
import org.auditlogged.internal.outbox.Turn.Work;

/**
 * Brings entries in. Invariant: of those whose caller gave up while they were written, each is kept
 * or counted as lost, and never both: by whoever sees the end. For any thread.
 */
final class Appending {
  private final Store store;
  private final Clock clock;
  private final Log log;

  /** How large the append was that failed last, or -1 when the last one succeeded. */
  private volatile int unwritten = -1;

  /** The store, which says in its own words what failed. */
  interface Store {
    void append(String verb, Work<Into, Void> work, Late late);

    void note(Note what, long count);
  }

  /** Where they go, within a transaction. */
  interface Into {
    void append(Entry entry, long now) throws SQLException;

    /**
     * Writes an entry of this size and takes it away again, so that the commit shows whether one
     * could be kept.
     */
    void probe(int size) throws SQLException;
  }

  Appending(Store store, Clock clock, Log log) {
    this.store = store;
    this.clock = clock;
    this.log = log;
  }

  void append(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    long now = clock.millis();
    try {
      store.append(
          "append",
          rows -> {
            for (var entry : entries) {
              rows.append(entry, now);
            }
            return null;
          },
          failure -> ended(entries, failure));
    } catch (OutboxException e) {
      unwritten = entries.stream().mapToInt(entry -> entry.body().length).max().orElseThrow();
      throw e;
    }
    unwritten = -1;
  }

  /** When the last append failed: nothing but a write can show that the next one will succeed. */
  void check() {
    int size = unwritten;
    if (size >= 0) {
      store.append(
          "check",
          rows -> {
            rows.probe(size);
            return null;
          },
          failure -> {});
      unwritten = -1;
    }
  }

  private void ended(List<Entry> entries, Throwable failure) {
    if (failure != null) {
      store.note(Note.LOST, entries.size());
      var first = entries.get(0);
      log.write(Message.LOST, failure, first.id(), first.action(), failure.getMessage());
    }
  }
}
