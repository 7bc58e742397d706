// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many sendings may start now. Invariant: in any one second never more than {@code rate}. A
 * small reserve is saved up for a courier that woke up late, and the steady pace is lower by just
 * as much: at 90 a second, 4 at once and 87 a second. For the courier's thread only.
 */
final class RateLimit {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int RESERVE_SHARE = 20;

  private final LongSupplier nanos;
  private final long interval;
  private final long reserve;
  private long credit;
  private long last;

  RateLimit(int rate, LongSupplier nanos) {
    this.nanos = nanos;
    int burst = Math.max(1, rate / RESERVE_SHARE);
    int pace = rate - burst + 1;
    // rounded up: never faster
    this.interval = (SECOND + pace - 1) / pace;
    this.reserve = burst * interval;
    this.credit = reserve;
    this.last = nanos.getAsLong();
  }

  int available() {
    refill();
    return (int) (credit / interval);
  }

  void spend(int sendings) {
    credit -= sendings * interval;
  }

  /** How long until one is available; zero when one is. */
  Duration untilNext() {
    refill();
    return Duration.ofNanos(Math.max(0, interval - credit));
  }

  private void refill() {
    long now = nanos.getAsLong();
    credit = Math.min(reserve, credit + Math.max(0, now - last));
    last = now;
  }
}
