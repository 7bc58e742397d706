// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Duration;

/**
 * How many the next group should wait for. Threads that do nothing but append split into two halves
 * otherwise that take turns, so that each of them waits for two fsyncs: its own and the other
 * half's. Those of the last group are back within a moment, or they are busy with something else;
 * so the moment is short, and is granted ever more rarely while nobody comes.
 *
 * <p>For the thread that writes only.
 */
final class Gathering {
  /** Less than a fast disk takes for an fsync. */
  static final Duration MOMENT = Duration.ofNanos(100_000);

  /** How many groups go without, at most, after one that waited in vain. */
  static final int LONGEST_PAUSE = 64;

  private int wanted;
  private int pause = 1;
  private int pausing;

  /**
   * A group has been written.
   *
   * @param count how many were in it
   * @param queued how many came meanwhile
   */
  void wrote(int count, int queued) {
    wanted = Math.min(count + queued, GroupCommit.LARGEST);
  }

  /** How many the next group should have before it begins; no more than that: begin at once. */
  int wanted(int queued) {
    if (wanted <= queued) {
      return queued;
    }
    if (pausing > 0) {
      pausing--;
      return queued;
    }
    return wanted;
  }

  /** Whether those came for whom it waited. */
  void waited(boolean theyCame) {
    pause = theyCame ? 1 : Math.min(pause * 2, LONGEST_PAUSE);
    pausing = theyCame ? 0 : pause;
  }
}
