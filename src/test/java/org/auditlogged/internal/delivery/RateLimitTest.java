// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 19, 40, 41, 60, 90, 100, 1_000, 100_000})
  void inNoSecondMoreThanTheHighestRateThatHeldInIt(int rate) {
    for (int seed = 0; seed < 20; seed++) {
      var limit = new RateLimit(rate, nanos::get);
      var random = new Random(seed);
      var starts = new ArrayDeque<Long>();
      var rates = new ArrayDeque<long[]>();
      for (int step = 0; step < 3_000; step++) {
        int before = limit.perSecond();
        long now = nanos.addAndGet((long) (random.nextDouble() * 3 * SECOND / before));
        int available = limit.available();
        if (random.nextInt(30 * before) == 0) {
          limit.slower();
        } else {
          limit.delivered();
        }
        assertThat(limit.perSecond()).isBetween(1, rate);
        assertThat(limit.available()).isLessThanOrEqualTo(available);
        int some = Math.min(limit.available(), 1 + random.nextInt(20));
        limit.spend(some);
        for (int i = 0; i < some; i++) {
          starts.add(now);
        }
        rates.add(new long[] {now, before});
        rates.add(new long[] {now, limit.perSecond()});
        while (!starts.isEmpty() && now - starts.peek() >= SECOND) {
          starts.poll();
        }
        while (now - rates.peek()[0] >= SECOND) {
          rates.poll();
        }
        assertThat((long) starts.size())
            .isLessThanOrEqualTo(rates.stream().mapToLong(each -> each[1]).max().orElseThrow());
      }
    }
  }

  @Test
  void slowerHalvesAndStopsAtOne() {
    var limit = new RateLimit(90, nanos::get);
    var rates = new ArrayList<Integer>();
    for (int i = 0; i < 8; i++) {
      limit.slower();
      rates.add(limit.perSecond());
    }
    assertThat(rates).containsExactly(45, 22, 11, 5, 2, 1, 1, 1);
    limit.spend(limit.available());
    assertThat(limit.untilNext()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void eachSecondThatDeliversGivesALittleBack() {
    var limit = new RateLimit(90, nanos::get);
    limit.slower();
    for (int second = 1; second <= 100; second++) {
      nanos.addAndGet(SECOND);
      for (int i = 0; i < 50; i++) {
        limit.delivered();
      }
      assertThat(limit.perSecond()).isEqualTo(Math.min(90, 45 + second));
    }
  }

  @Test
  void deliveriesJustAfterSlowingDownGiveNothingBack() {
    var limit = new RateLimit(90, nanos::get);
    nanos.addAndGet(100 * SECOND);
    limit.slower();
    nanos.addAndGet(SECOND - 1);
    limit.delivered();
    assertThat(limit.perSecond()).isEqualTo(45);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 59, 60, 61, 119, 90, 1_000, 100_000})
  void slowestIsFullAgainInAMinuteAndAHalf(int rate) {
    var limit = new RateLimit(rate, nanos::get);
    for (int i = 0; i < 20; i++) {
      limit.slower();
    }
    assertThat(limit.perSecond()).isEqualTo(1);
    int seconds = 0;
    for (; limit.perSecond() < rate; seconds++) {
      nanos.addAndGet(SECOND);
      limit.delivered();
    }
    assertThat(seconds).isLessThanOrEqualTo(118);
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
