// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Instant;

/**
 * An entry handed to a courier.
 *
 * @param row the store's own key
 * @param entry the entry
 * @param attempts how often it was sent before, 0 at first
 * @param isShrunk whether its body was already cut for being too large
 * @param appendedAt when it was first appended
 * @param past what became of earlier sendings
 */
public record Claimed(
    long row, Entry entry, int attempts, boolean isShrunk, Instant appendedAt, Past past) {

  /**
   * What became of earlier sendings.
   *
   * @param refusals how often it was parked
   * @param hasFailed whether one of them came to nothing, be it for the entry's own fault
   * @param doubtedAt when it first stayed unknown whether WorkOS had stored it, or {@code null}
   */
  public record Past(int refusals, boolean hasFailed, Instant doubtedAt) {
    static final Past NONE = new Past(0, false, null);
  }

  /** One without a past. */
  public Claimed(long row, Entry entry, int attempts, boolean isShrunk, Instant appendedAt) {
    this(row, entry, attempts, isShrunk, appendedAt, Past.NONE);
  }

  /** The same with a smaller body, to be given to {@link Outbox#retry}. */
  public Claimed shrunk(byte[] smaller) {
    return new Claimed(row, entry.withBody(smaller), attempts, true, appendedAt, past);
  }

  /**
   * The same after a sending that came to nothing, to be given to {@link Outbox#retry}; from now on
   * it waits apart, so that however many always fail, the others go on.
   *
   * @param doubtedAt now when WorkOS may have stored it all the same, else {@code null}
   */
  public Claimed failed(Instant doubtedAt) {
    var first = past.doubtedAt() == null ? doubtedAt : past.doubtedAt();
    var later = new Past(past.refusals(), true, first);
    return new Claimed(row, entry.inTurn(), attempts, isShrunk, appendedAt, later);
  }
}
