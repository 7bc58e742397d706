// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

/**
 * How many events there have been in an outbox since its file was made, and where each of them is.
 * Invariant: captured = delivered + waiting + parked + discarded + lost.
 *
 * @param captured events that were to be kept, be it that they were lost
 * @param delivered WorkOS took them
 * @param waiting in the outbox, still to be sent, those under way included
 * @param parked in the outbox, refused for good
 * @param discarded given up by somebody, with a reason, after they were parked
 * @param lost could not be kept
 * @param cut of those that were kept, how many were too large and lost some of what they held
 * @param twice of those that were delivered, how many WorkOS may have stored twice
 */
public record Ledger(
    long captured,
    long delivered,
    long waiting,
    long parked,
    long discarded,
    long lost,
    long cut,
    long twice) {

  /** What the store cannot see by itself, and is told. */
  public enum Note {
    /** An event could not be kept. */
    LOST,
    /** An event was kept without some of what it held. */
    CUT,
    /** An event was sent again so late that WorkOS may have stored it twice. */
    TWICE
  }
}
