// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration INITIAL = Duration.ofMillis(500);
  private static final Duration MAXIMUM = Duration.ofMinutes(5);

  @Test
  void tenThousandAttemptsWaitNeitherZeroNorLongerThanTheCap() {
    var backoff = new Backoff(INITIAL, MAXIMUM, new Random(1)::nextDouble);
    assertThat(IntStream.rangeClosed(1, 10_000).mapToObj(backoff::after))
        .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(10), MAXIMUM));
  }

  @Test
  void ceilingDoublesUpToTheCapAndStaysThere() {
    var backoff = new Backoff(INITIAL, MAXIMUM, () -> Math.nextDown(1.0));
    assertThat(seconds(backoff, 1)).isEqualTo(0.5);
    assertThat(seconds(backoff, 2)).isEqualTo(1);
    assertThat(seconds(backoff, 5)).isEqualTo(8);
    assertThat(seconds(backoff, 10)).isEqualTo(256);
    assertThat(seconds(backoff, 11)).isEqualTo(300);
    assertThat(seconds(backoff, 55)).isEqualTo(300);
    assertThat(seconds(backoff, 10_000)).isEqualTo(300);
    assertThat(seconds(backoff, Integer.MAX_VALUE)).isEqualTo(300);
  }

  @Test
  void jitterSpreadsOverTheWholeRange() {
    var random = new Random(7);
    var backoff = new Backoff(INITIAL, MAXIMUM, random::nextDouble);
    var waits = IntStream.range(0, 1_000).mapToObj(n -> backoff.after(20)).toList();
    assertThat(waits).anyMatch(wait -> wait.compareTo(MAXIMUM.dividedBy(10)) < 0);
    assertThat(waits).anyMatch(wait -> wait.compareTo(MAXIMUM.multipliedBy(9).dividedBy(10)) > 0);
  }

  @Test
  void smallestJitterStillWaits() {
    var backoff = new Backoff(INITIAL, MAXIMUM, () -> 0.0);
    assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(10));
    assertThat(backoff.after(10_000)).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void capBelowTheLeastWaitHolds() {
    var tiny = Duration.ofMillis(2);
    assertThat(new Backoff(Duration.ofMillis(1), tiny, () -> 0.5).after(9)).isEqualTo(tiny);
  }

  @Test
  void initialOfZeroEnds() {
    var backoff = new Backoff(Duration.ZERO, MAXIMUM, () -> 0.5);
    assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMillis(10));
  }

  private static double seconds(Backoff backoff, int attempt) {
    return Math.round(backoff.after(attempt).toNanos() / 1e6) / 1e3;
  }
}
