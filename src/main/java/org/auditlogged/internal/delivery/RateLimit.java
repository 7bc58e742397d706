// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many sendings may start now. Invariant: in any one second never more than the highest rate
 * that held in it, which is never above this node's share of the configured one nor below 1. Being
 * asked to slow down halves it, and each second that ends with a delivery gives a little back, in a
 * minute and a half all of it: so those that share an account's limit and know nothing of each
 * other find their shares by themselves. Nodes that share an outbox share the little, too: each has
 * it once in as many seconds as there are nodes.
 *
 * <p>A small reserve is saved up for a courier that woke up late, and the steady pace is lower by
 * just as much: at 90 a second, 4 at once and 87 a second. For the courier's thread only.
 */
final class RateLimit {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int RESERVE_SHARE = 20;
  private static final int SECONDS_TO_FULL = 60;

  private final LongSupplier nanos;
  private final int configured;
  private int nodes = 1;
  private int full;
  private int rate;
  private long interval;
  private long reserve;
  private long credit;
  private long last;
  private long changed;

  RateLimit(int rate, LongSupplier nanos) {
    this.nanos = nanos;
    this.configured = rate;
    this.full = rate;
    this.last = nanos.getAsLong();
    set(rate);
    this.credit = reserve;
  }

  /** How many a second, now. */
  int perSecond() {
    return rate;
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

  /** The other side asked for it. */
  void slower() {
    refill();
    set(Math.max(1, rate / 2));
  }

  /** One was taken. */
  void delivered() {
    if (rate < full && nanos.getAsLong() - changed >= nodes * SECOND) {
      refill();
      set(Math.min(full, rate + Math.max(1, configured / SECONDS_TO_FULL)));
    }
  }

  /** So many nodes share the configured rate. Who was slowed down stays so, in proportion. */
  void share(int nodes) {
    int before = full;
    this.nodes = nodes;
    full = Math.max(1, configured / nodes);
    if (full != before) {
      refill();
      set((int) Math.max(1, (long) rate * full / before));
    }
  }

  /** Nothing for a second, and then one a second until there is a share. */
  void silence() {
    share(configured);
    spend(available());
  }

  private void set(int perSecond) {
    int burst = Math.max(1, perSecond / RESERVE_SHARE);
    int pace = perSecond - burst + 1;
    long before = interval;
    rate = perSecond;
    // rounded up: never faster
    interval = (SECOND + pace - 1) / pace;
    reserve = burst * interval;
    // as many sendings as before, not as many nanoseconds: those would buy more at a faster pace
    credit = before == 0 ? 0 : Math.min(reserve, credit * interval / before);
    changed = last;
  }

  private void refill() {
    long now = nanos.getAsLong();
    credit = Math.min(reserve, credit + Math.max(0, now - last));
    last = now;
  }
}
