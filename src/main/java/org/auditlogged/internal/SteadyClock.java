// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of day as it was at the start, and what has passed since by a clock that nobody sets.
 * Invariant: it never jumps, however the machine's clock is corrected; so nothing that waits by it
 * waits a day too long, or comes an hour too soon. Immutable; for any thread.
 */
public final class SteadyClock extends Clock {
  private final Instant start;
  private final LongSupplier nanos;
  private final long zero;

  /**
   * A clock.
   *
   * @param wall the time of day, looked at once
   * @param nanos what has passed, compared by difference only
   */
  public SteadyClock(Clock wall, LongSupplier nanos) {
    this.start = wall.instant();
    this.nanos = nanos;
    this.zero = nanos.getAsLong();
  }

  /** One that starts with the machine's clock. */
  public static SteadyClock start() {
    return new SteadyClock(Clock.systemUTC(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - zero);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock knows UTC only");
  }
}
