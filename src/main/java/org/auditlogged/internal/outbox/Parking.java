// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Parked entries, of whichever store. Invariant: no transaction changes more than {@link #PIECE},
 * and none is changed twice by one call, though a courier may park what was just released. For any
 * thread.
 */
final class Parking implements Parked {
  /** How many one transaction changes. */
  static final int PIECE = 500;

  private final Store store;
  private final Clock clock;

  /** Those of {@code which} whose places are above {@code after} and not above {@code until}. */
  record Piece(Selection which, long after, long until) {}

  /** What is asked. */
  interface Questions {
    List<ParkedEntry> list(Selection which, long after, int max) throws SQLException;

    /** Null when there is none. */
    byte[] body(UUID id) throws SQLException;

    /** The last place of all; 0 when nothing is parked. */
    long last() throws SQLException;

    /**
     * The last place of the next piece of at most {@code max}; {@code after} when there is none up
     * to {@code last}.
     */
    long next(Selection which, long after, long last, int max) throws SQLException;
  }

  /** What is changed, within a transaction; each says how many. */
  interface Changes {
    int release(Piece piece) throws SQLException;

    int discard(Piece piece, String reason, String by, long now) throws SQLException;
  }

  /** One question, or several as of one moment. */
  interface Question<T> {
    T to(Questions parked) throws SQLException;
  }

  /** One change, in a transaction of its own. */
  interface Change {
    int on(Changes parked) throws SQLException;
  }

  /** Asks and changes the store, and says in its own words what failed. */
  interface Store {
    <T> T ask(Question<T> question);

    int change(String verb, Change change);
  }

  Parking(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public List<ParkedEntry> list(Selection which, long after, int max) {
    return store.ask(parked -> parked.list(which, after, max));
  }

  @Override
  public Optional<byte[]> body(UUID id) {
    return Optional.ofNullable(store.ask(parked -> parked.body(id)));
  }

  @Override
  public long release(Selection which) {
    return inPieces(which, "release", Changes::release);
  }

  @Override
  public long discard(Selection which, String reason, String by) {
    long now = clock.millis();
    return inPieces(which, "discard", (parked, piece) -> parked.discard(piece, reason, by, now));
  }

  private interface PieceChange {
    int on(Changes parked, Piece piece) throws SQLException;
  }

  private long inPieces(Selection which, String verb, PieceChange change) {
    long last = store.ask(Questions::last);
    long total = 0;
    for (long after = 0; after < last; ) {
      long from = after;
      long to = store.ask(parked -> parked.next(which, from, last, PIECE));
      if (to == from) {
        break;
      }
      total += store.change(verb, parked -> change.on(parked, new Piece(which, from, to)));
      after = to;
    }
    return total;
  }
}
