// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.util.concurrent.atomic.AtomicLongArray;
import org.auditlogged.internal.outbox.Ledger.Note;

/**
 * What was noted and is not in the ledger yet: it is entered with the next transaction that
 * succeeds, because what has to be noted is often that none does. A process that dies before that
 * takes it along. For any thread.
 */
final class Notes {
  private final AtomicLongArray noted = new AtomicLongArray(Note.values().length);

  /** What is being entered. */
  record Taken(long lost, long cut, long twice) {
    boolean isEmpty() {
      return (lost | cut | twice) == 0;
    }
  }

  static final Taken NONE = new Taken(0, 0, 0);

  void add(Note what, long count) {
    noted.addAndGet(what.ordinal(), count);
  }

  /** What there is; stays until it is {@link #entered}. */
  Taken taken() {
    return new Taken(
        noted.get(Note.LOST.ordinal()),
        noted.get(Note.CUT.ordinal()),
        noted.get(Note.TWICE.ordinal()));
  }

  void entered(Taken taken) {
    add(Note.LOST, -taken.lost);
    add(Note.CUT, -taken.cut);
    add(Note.TWICE, -taken.twice);
  }
}
