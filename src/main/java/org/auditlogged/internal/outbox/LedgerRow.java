// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLongArray;
import org.auditlogged.internal.outbox.Ledger.Note;

/**
 * The one row of the ledger. Invariant: it changes in the transaction that changes what it counts,
 * so nothing that ends the process can come between; and once for each transaction, however many
 * entries that has.
 *
 * <p>What is noted, like a loss, cannot be written while the disk is broken: it counts from the
 * moment it is noted, and is written with the next transaction that succeeds. A process that dies
 * before that takes it along; the others still add up.
 *
 * <p>{@link #note}, {@link #hasNotes} and {@link #current} are for any thread, the rest for the one
 * that writes.
 */
final class LedgerRow {
  static final String READ =
      "SELECT captured, delivered, waiting, parked, discarded, lost, cut, twice FROM ledger";

  private static final String CHANGE =
      "UPDATE ledger SET captured = captured + ?, delivered = delivered + ?, waiting = waiting + ?,"
          + " parked = parked + ?, discarded = discarded + ?, lost = lost + ?, cut = cut + ?,"
          + " twice = twice + ?";

  private static final int NOTES = Note.values().length;

  private final Statements statements;
  private final AtomicLongArray noted = new AtomicLongArray(NOTES);
  private final AtomicLongArray written = new AtomicLongArray(NOTES);
  private final long[] writing = new long[NOTES];

  /** Where notes go that come after the last chance to be written here. */
  private LedgerRow successor;

  private long captured;
  private long delivered;
  private long waiting;
  private long parked;
  private long discarded;

  LedgerRow(Statements statements) throws SQLException {
    this.statements = statements;
    try (var row = statements.of(READ).executeQuery()) {
      row.next();
      var before = read(row);
      written.set(Note.LOST.ordinal(), before.lost());
      written.set(Note.CUT.ordinal(), before.cut());
      written.set(Note.TWICE.ordinal(), before.twice());
    }
    for (int i = 0; i < NOTES; i++) {
      noted.set(i, written.get(i));
    }
  }

  /** Counts from now on, and is on disk with the next change that is. */
  synchronized void note(Note what, long count) {
    if (successor == null) {
      noted.addAndGet(what.ordinal(), count);
    } else {
      successor.note(what, count);
    }
  }

  /** Whether something that was noted is still to be written. */
  boolean hasNotes() {
    for (int i = 0; i < NOTES; i++) {
      if (noted.get(i) != written.get(i)) {
        return true;
      }
    }
    return false;
  }

  /** What was noted and could not be written here is so in another file, and what comes later. */
  synchronized void handOver(LedgerRow other) {
    successor = other;
    for (var note : Note.values()) {
      other.note(note, noted.get(note.ordinal()) - written.get(note.ordinal()));
    }
  }

  /** What the row holds and what is noted besides. */
  Ledger current(Ledger onDisk) {
    // asked after the row was read: what that has of it already is not added once more
    long lost = noted.get(Note.LOST.ordinal());
    return new Ledger(
        onDisk.captured() + lost - onDisk.lost(),
        onDisk.delivered(),
        onDisk.waiting(),
        onDisk.parked(),
        onDisk.discarded(),
        lost,
        noted.get(Note.CUT.ordinal()),
        noted.get(Note.TWICE.ordinal()));
  }

  void appended(int count) {
    captured += count;
    waiting += count;
  }

  /** Was never there. */
  void withdrawn(int count) {
    appended(-count);
  }

  void delivered(int wereWaiting, int wereParked) {
    delivered += wereWaiting + wereParked;
    waiting -= wereWaiting;
    parked -= wereParked;
  }

  void parked(int count) {
    waiting -= count;
    parked += count;
  }

  void released(int count) {
    parked(-count);
  }

  void discarded(int count) {
    parked -= count;
    discarded += count;
  }

  /** Last in the transaction. */
  void write() throws SQLException {
    for (int i = 0; i < NOTES; i++) {
      writing[i] = noted.get(i) - written.get(i);
    }
    long lost = writing[Note.LOST.ordinal()];
    long cut = writing[Note.CUT.ordinal()];
    long twice = writing[Note.TWICE.ordinal()];
    if ((captured | delivered | waiting | parked | discarded | lost | cut | twice) == 0) {
      return;
    }
    var change = statements.of(CHANGE);
    change.setLong(1, captured + lost);
    change.setLong(2, delivered);
    change.setLong(3, waiting);
    change.setLong(4, parked);
    change.setLong(5, discarded);
    change.setLong(6, lost);
    change.setLong(7, cut);
    change.setLong(8, twice);
    change.executeUpdate();
  }

  void committed() {
    for (int i = 0; i < NOTES; i++) {
      written.addAndGet(i, writing[i]);
    }
    reset();
  }

  void rolledBack() {
    reset();
  }

  static Ledger read(ResultSet row) throws SQLException {
    return new Ledger(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }

  private void reset() {
    captured = 0;
    delivered = 0;
    waiting = 0;
    parked = 0;
    discarded = 0;
  }
}
