// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaiterTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Waiter unit = new Waiter();

  @Test
  void wakeUpThatCameTooEarlyIsKept() {
    unit.wake();
    unit.await(HOUR);
  }

  @Test
  void severalWakeUpsCountAsOne() {
    unit.wake();
    unit.wake();
    unit.await(HOUR);
    assertThat(waited(Duration.ofMillis(30))).isGreaterThanOrEqualTo(Duration.ofMillis(30));
  }

  @Test
  void waitsWhenNobodyWakes() {
    assertThat(waited(Duration.ofMillis(30))).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    assertThat(waited(Duration.ZERO)).isLessThan(HOUR);
  }

  @Test
  void pendingInterruptDoesNotTurnIntoABusyLoop() {
    Thread.currentThread().interrupt();
    assertThat(waited(Duration.ofMillis(30))).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void noWakeUpIsLostBetweenTwoThreads() throws InterruptedException {
    int rounds = 20_000;
    var answers = new Waiter();
    var done = new CountDownLatch(1);
    var other =
        new Thread(
            () -> {
              for (int i = 0; i < rounds; i++) {
                unit.await(HOUR);
                answers.wake();
              }
              done.countDown();
            });
    other.setDaemon(true);
    other.start();
    for (int i = 0; i < rounds; i++) {
      unit.wake();
      answers.await(HOUR);
    }
    done.await();
  }

  private Duration waited(Duration longest) {
    long start = System.nanoTime();
    unit.await(longest);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
