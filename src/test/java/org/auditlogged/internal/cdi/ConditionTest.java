// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.auditlogged.AuditStatus;
import org.auditlogged.internal.AuditConfig.Health;
import org.auditlogged.internal.outbox.OutboxException;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Health SETTINGS = new Health(true, Duration.ofMinutes(15));
  private static final Runnable WRITABLE = () -> {};

  private static Condition of(long parked, Duration oldest, boolean isHalted, String obstacle) {
    return Condition.of(FixedStatus.of(parked, oldest, isHalted, obstacle), WRITABLE, SETTINGS);
  }

  @Test
  void isWellWhileEventsFlow() {
    var now = of(0, Duration.ofMinutes(15), false, null);

    assertThat(now.isWell()).isTrue();
    assertThat(now.data())
        .containsEntry("captured", 27L)
        .containsEntry("delivered", 2L)
        .containsEntry("waiting", 5L)
        .containsEntry("parked", 0L)
        .containsEntry("discarded", 9L)
        .containsEntry("lost", 11L)
        .containsEntry("oldest_waiting_seconds", 900L)
        .doesNotContainKeys("problems", "obstacle");
  }

  @Test
  void anOutageAloneIsNoProblemUntilEventsWaitForTooLong() {
    var away = "WorkOS cannot take events now";
    assertThat(of(0, Duration.ofMinutes(14), false, away).isWell()).isTrue();
    assertThat(of(0, Duration.ofMinutes(14), false, away).data()).containsEntry("obstacle", away);

    var later = of(0, Duration.ofMinutes(16), false, away);
    assertThat(later.isWell()).isFalse();
    assertThat(later.data()).containsEntry("problems", "an event waits for longer than PT15M");
  }

  @Test
  void isIllWhileHaltedOrParked() {
    var now = of(3, null, true, "no key");

    assertThat(now.isWell()).isFalse();
    assertThat(now.data()).containsEntry("problems", "delivery is halted; 3 parked");
  }

  @Test
  void isIllWhenNothingCouldBeKept() {
    var full =
        Condition.of(
            FixedStatus.of(0, null, false, null),
            () -> {
              throw new OutboxException.Full("the outbox is full", null);
            },
            SETTINGS);

    assertThat(full.isWell()).isFalse();
    assertThat(full.data()).containsEntry("problems", "the outbox is full");
  }

  @Test
  void isIllWhenTheOutboxCannotBeRead() {
    var status = FixedStatus.of(0, null, false, null);
    var broken =
        (AuditStatus)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AuditStatus.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("ledger")) {
                    throw new OutboxException("disk I/O error", null);
                  }
                  return method.invoke(status, arguments);
                });

    var now = Condition.of(broken, WRITABLE, SETTINGS);
    assertThat(now.isWell()).isFalse();
    assertThat(now.data()).containsEntry("problems", "disk I/O error");
  }

  @Test
  void canBeToldToSayAsMuchAndStayUp() {
    var settings = new Health(false, Duration.ofMinutes(15));
    var now = Condition.of(FixedStatus.of(1, null, true, null), WRITABLE, settings);

    assertThat(now.isWell()).isTrue();
    assertThat(now.data()).containsEntry("problems", "delivery is halted; 1 parked");
  }
}
