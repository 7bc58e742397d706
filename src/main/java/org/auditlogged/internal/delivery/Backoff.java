// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after the n-th failure in a row: exponential, capped, with full jitter.
 * Invariant: computed from the number alone, so that failure 10,000 waits neither 0 nor longer than
 * the cap. Immutable; for any thread.
 */
public final class Backoff {
  // a full jitter may come out as 0; nobody is to be asked twice in one breath
  private static final Duration LEAST = Duration.ofMillis(10);

  /** How much longer an entry may have to wait than the gate: so the next probe is another one. */
  private static final int PROBES = 10;

  private final long initial;
  private final long maximum;
  private final DoubleSupplier chance;

  public Backoff(Duration initial, Duration maximum, DoubleSupplier chance) {
    this(initial.toNanos(), maximum.toNanos(), chance);
  }

  private Backoff(long initial, long maximum, DoubleSupplier chance) {
    this.initial = initial;
    this.maximum = maximum;
    this.chance = chance;
  }

  /** Of what finds out whether anything can be sent again. */
  Backoff ofProbes() {
    return new Backoff(initial, Math.max(initial, maximum / PROBES), chance);
  }

  public Duration after(int attempt) {
    long least = Math.min(LEAST.toNanos(), maximum);
    return Duration.ofNanos(Math.max(least, (long) (ceiling(attempt) * chance.getAsDouble())));
  }

  /** No wait is longer. */
  Duration longest() {
    return Duration.ofNanos(maximum);
  }

  private long ceiling(int attempt) {
    long ceiling = initial;
    // stops at the cap, long before the doubling could overflow
    for (int n = 1; n < Math.min(attempt, Long.SIZE) && ceiling < maximum; n++) {
      ceiling *= 2;
    }
    return Math.min(ceiling, maximum);
  }
}
