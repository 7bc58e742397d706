// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auditlogged.internal.outbox.ParkedRows.Piece;

/**
 * Parked entries, of whichever store. Invariant: no transaction changes more than {@link
 * ParkedRows#PIECE}, and none is changed twice by one call, though a courier may park what was just
 * released. For any thread.
 */
final class Parking implements Parked {

  /** Asks and changes the store, and says in its own words what failed. */
  interface Store {
    <T> T ask(Reader.Work<T> work);

    <T> T change(String verb, Turn.Work<T> work);
  }

  private final Store store;
  private final Clock clock;

  Parking(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public List<ParkedEntry> list(Selection which, long after, int max) {
    return store.ask(statements -> new ParkedRows(statements).list(which, after, max));
  }

  @Override
  public Optional<byte[]> body(UUID id) {
    return Optional.ofNullable(store.ask(statements -> new ParkedRows(statements).body(id)));
  }

  @Override
  public long release(Selection which) {
    return inPieces(which, "release", Rows::release);
  }

  @Override
  public long discard(Selection which, String reason, String by) {
    long now = clock.millis();
    return inPieces(which, "discard", (rows, piece) -> rows.discard(piece, reason, by, now));
  }

  private interface Change {
    int on(Rows rows, Piece piece) throws SQLException;
  }

  private long inPieces(Selection which, String verb, Change change) {
    long last = store.ask(statements -> new ParkedRows(statements).last());
    long total = 0;
    for (long after = 0; after < last; ) {
      long from = after;
      long to =
          store.ask(
              statements -> new ParkedRows(statements).next(which, from, last, ParkedRows.PIECE));
      if (to == from) {
        break;
      }
      total += store.change(verb, rows -> change.on(rows, new Piece(which, from, to)));
      after = to;
    }
    return total;
  }
}
