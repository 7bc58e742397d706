// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 19, 20, 39, 40, 90, 100, 1_000, 100_000})
  void inNoSecondMoreThanTheRate(int rate) {
    var limit = new RateLimit(rate, nanos::get);
    var random = new Random(rate);
    var starts = new ArrayDeque<Long>();
    int most = 0;
    for (int step = 0; step < 20_000; step++) {
      long now = nanos.addAndGet((long) (random.nextDouble() * 3 * SECOND / rate));
      int some = Math.min(limit.available(), 1 + random.nextInt(20));
      limit.spend(some);
      for (int i = 0; i < some; i++) {
        starts.add(now);
      }
      // half open: exactly one second apart is another second
      while (!starts.isEmpty() && now - starts.peek() >= SECOND) {
        starts.poll();
      }
      most = Math.max(most, starts.size());
    }
    assertThat(most).isBetween(1, rate);
  }

  @Test
  void paceOfTheDefaultStaysAboveEightyFive() {
    var limit = new RateLimit(90, nanos::get);
    int sent = 0;
    for (long end = nanos.get() + 60 * SECOND; end - nanos.get() > 0; ) {
      sent += limit.available();
      limit.spend(limit.available());
      nanos.addAndGet(limit.untilNext().toNanos());
    }
    assertThat(sent / 60.0).isBetween(85.0, 90.0);
  }

  @Test
  void idleHourSavesUpNoMoreThanTheReserve() {
    var limit = new RateLimit(90, nanos::get);
    nanos.addAndGet(3600 * SECOND);
    assertThat(limit.available()).isEqualTo(4);
  }

  @Test
  void waitEndsWhenTheNextIsThere() {
    var limit = new RateLimit(1, nanos::get);
    assertThat(limit.untilNext()).isZero();
    limit.spend(limit.available());
    assertThat(limit.untilNext()).isEqualTo(Duration.ofSeconds(1));
    nanos.addAndGet(SECOND - 1);
    assertThat(limit.available()).isZero();
    nanos.addAndGet(1);
    assertThat(limit.available()).isEqualTo(1);
  }

  @Test
  void clockThatStandsStillOrRunsBackGivesNothing() {
    var limit = new RateLimit(1, nanos::get);
    limit.spend(1);
    nanos.addAndGet(-10 * SECOND);
    assertThat(limit.available()).isZero();
  }
}
