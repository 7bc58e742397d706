// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

/**
 * Where entries stand that are due at once, each lane in the order of first appends. Invariant: no
 * lane that has entries waits for more than three of the others', so none is starved, neither by
 * urgent ones nor by those that fail for ever.
 */
enum Lane {
  /** May overtake. */
  URGENT(-1),
  /** Never failed, no hurry. */
  PLAIN(0),
  /** Failed before. */
  AGAIN(-2);

  /** Kept back with others of their action or organization; due only when somebody says so. */
  static final long HELD = -3;

  private static final Lane[][] TURNS = {
    {URGENT, PLAIN, AGAIN},
    {PLAIN, AGAIN, URGENT},
    {URGENT, PLAIN, AGAIN},
    {AGAIN, PLAIN, URGENT},
  };

  private final long due;

  Lane(long due) {
    this.due = due;
  }

  static Lane of(Claimed claimed) {
    return claimed.past().hasFailed() ? AGAIN : of(claimed.entry());
  }

  static Lane of(Entry entry) {
    return entry.isUrgent() ? URGENT : PLAIN;
  }

  /** What column {@code due} holds for it, and column {@code lane} always. */
  long due() {
    return due;
  }

  /** In which order the lanes are looked at for the next entry. */
  static Lane[] turn(int number) {
    return TURNS[number & 3];
  }

  /** The same for the one entry that is to find out whether any is taken. */
  static Lane[] probing(boolean again) {
    return again ? new Lane[] {AGAIN, URGENT, PLAIN} : new Lane[] {PLAIN, URGENT, AGAIN};
  }

  /**
   * How many of each are next.
   *
   * @param there how many there are of each, in the order of the lanes
   * @param max how many are wanted in all
   * @param turn the number of the first turn
   */
  static int[] share(int[] there, int max, int turn) {
    var shares = new int[there.length];
    for (int n = 0; n < max; n++) {
      for (var lane : turn(turn + n)) {
        if (shares[lane.ordinal()] < there[lane.ordinal()]) {
          shares[lane.ordinal()]++;
          break;
        }
      }
    }
    return shares;
  }
}
