// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Refusal;
import org.junit.jupiter.api.Test;

/** Single steps: one clock, no threads. */
class CourierTest extends CourierSteps {
  @Test
  void deliveredEntryIsGone() {
    outbox.add(1);
    round();
    assertThat(outbox.counts().waiting()).isZero();
    assertThat(unit.delivered()).isEqualTo(1);
    assertThat(unit.obstacle()).isEmpty();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void oldestGoFirst() {
    outbox.add("first");
    outbox.add("second");
    round();
    assertThat(destination.actions()).containsExactly("first", "second");
  }

  @Test
  void onlyFreeSlotsAreClaimed() {
    outbox.add(20);
    unit.runOnce();
    assertThat(sendings).hasSize(8);
    sendings.poll().run();
    sendings.poll().run();
    unit.runOnce();
    unit.runOnce();
    assertThat(outbox.claims()).containsExactly(8, 2);
    assertThat(sendings).hasSize(8);
  }

  @Test
  void noMoreIsClaimedThanTheRateAllows() {
    var slow = courier(20, 8);
    outbox.add(5);
    assertThat(slow.runOnce()).isZero();
    sendAll();
    assertThat(slow.runOnce()).isEqualTo(Duration.ofMillis(50));
    assertThat(outbox.claims()).containsExactly(1);
    advance(Duration.ofMillis(50));
    slow.runOnce();
    assertThat(outbox.claims()).containsExactly(1, 1);
  }

  @Test
  void eventsAreAwaitedWhileMoreCouldBeSent() {
    assertThat(unit.awaitsEvents()).isTrue();
    unit.runOnce();
    assertThat(unit.awaitsEvents()).isTrue();
    outbox.add(7);
    unit.runOnce();
    assertThat(unit.awaitsEvents()).isTrue();
  }

  @Test
  void noEventIsAwaitedWhileAllSlotsAreTaken() {
    outbox.add(8);
    unit.runOnce();
    unit.runOnce();
    assertThat(unit.awaitsEvents()).isFalse();
    sendings.poll().run();
    unit.runOnce();
    assertThat(unit.awaitsEvents()).isTrue();
  }

  @Test
  void noEventIsAwaitedWhileTheRateIsSpent() {
    var slow = courier(20, 8);
    outbox.add(1);
    slow.runOnce();
    slow.runOnce();
    assertThat(slow.awaitsEvents()).isFalse();
    advance(Duration.ofMillis(50));
    slow.runOnce();
    assertThat(slow.awaitsEvents()).isTrue();
  }

  @Test
  void noEventIsAwaitedDuringAnOutage() {
    outbox.add(1);
    destination.next(DOWN);
    round();
    assertThat(unit.awaitsEvents()).isFalse();
  }

  @Test
  void noEventIsAwaitedWhileTheOutboxFails() {
    outbox.breakDown(true);
    unit.runOnce();
    assertThat(unit.awaitsEvents()).isFalse();
  }

  @Test
  void whatComesInDuringALookIsAwaited() {
    var during = new ArrayList<Boolean>();
    outbox.onClaim(() -> during.add(unit.awaitsEvents()));
    outbox.add(8);
    unit.runOnce();
    unit.runOnce();
    sendAll();
    unit.runOnce();
    assertThat(during).containsExactly(true, true);
  }

  @Test
  void acksShareOneCall() {
    outbox.add(80);
    while (outbox.counts().waiting() > 0) {
      unit.runOnce();
      // one stays under way, so the courier is never idle until the end
      while (sendings.size() > (destination.sent().size() < 79 ? 1 : 0)) {
        sendings.poll().run();
      }
      advance(Duration.ofMillis(10));
    }
    assertThat(unit.delivered()).isEqualTo(80);
    assertThat(outbox.acks().stream().mapToInt(Integer::intValue).sum()).isEqualTo(80);
    assertThat(outbox.acks()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void ackWaitsNoLongerThanItsDelay() {
    outbox.add(2);
    unit.runOnce();
    sendings.poll().run();
    assertThat(unit.runOnce()).isLessThanOrEqualTo(Settlements.ACK_DELAY);
    assertThat(outbox.acks()).isEmpty();
    advance(Settlements.ACK_DELAY);
    unit.runOnce();
    assertThat(outbox.acks()).containsExactly(1);
  }

  @Test
  void idleCourierAsksAgainWithinASecond() {
    assertThat(unit.runOnce()).isEqualTo(Courier.IDLE);
    var id = outbox.add("thing.done");
    destination.next(DOWN);
    round();
    advance(Duration.ofMillis(250));
    var left = Duration.between(clock.instant(), outbox.dueOf(id));
    assertThat(unit.runOnce()).isEqualTo(left);
  }

  @Test
  void refusedEntryIsParkedAndTold() {
    var id = outbox.add("invoice.deleted");
    var refusal = new Refusal(Refusal.By.ACTION, 400, "400 invalid, X-Request-ID req_7");
    destination.next(new Verdict.Refused(refusal));
    round();
    assertThat(outbox.parked()).containsEntry(id, refusal);
    assertThat(outbox.counts().waiting()).isZero();
    assertThat(log.lines())
        .containsExactly(
            "ERROR "
                + Message.PARKED.text(
                    id,
                    "invoice.deleted",
                    "400 invalid, X-Request-ID req_7",
                    "action",
                    "again when another event of this action is taken"));
    assertThat(unit.obstacle()).isEmpty();
  }

  @Test
  void tooLargeIsShrunkAndSentAgainAtOnce() {
    outbox.add("big.done");
    destination.next(new Verdict.TooLarge(new byte[] {'{', '}'}));
    round();
    sendAll();
    assertThat(destination.sent()).hasSize(2);
    assertThat(destination.sent().get(1).isShrunk()).isTrue();
    assertThat(destination.sent().get(1).entry().body()).isEqualTo(new byte[] {'{', '}'});
    assertThat(log.lines()).hasSize(1).first().asString().startsWith("WARNING AUDIT-025");
  }

  @Test
  void brokenOutboxIsToldAndLeftByItself() {
    outbox.add(1);
    outbox.breakDown(true);
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(250));
    advance(Duration.ofMillis(100));
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(150));
    advance(Duration.ofMillis(150));
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(500));
    assertThat(unit.obstacle())
        .contains(Message.COURIER_FAILED.text("broken by the test", Duration.ofMillis(500)));
    assertThat(log.lines())
        .containsExactly(
            "ERROR " + Message.COURIER_FAILED.text("broken by the test", Duration.ofMillis(250)));

    outbox.breakDown(false);
    advance(Duration.ofMillis(500));
    round();
    assertThat(unit.delivered()).isEqualTo(1);
    assertThat(unit.obstacle()).isEmpty();
  }

  @Test
  void foreignFailureIsToldByItsClassAlone() {
    destination.failObstacle(new IllegalStateException("sk_secret"));
    unit.runOnce();
    assertThat(log.lines())
        .containsExactly(
            "ERROR "
                + Message.COURIER_FAILED.text(
                    "java.lang.IllegalStateException", Duration.ofMillis(250)));
  }

  @Test
  void verdictsOutliveABrokenOutbox() {
    var good = outbox.add("good");
    var bad = outbox.add("bad");
    var refusal = new Refusal(Refusal.By.EVENT, 422, "422");
    destination.next(new Verdict.Delivered(), new Verdict.Refused(refusal));
    unit.runOnce();
    sendAll();
    outbox.breakDown(true);
    advance(unit.runOnce());
    outbox.breakDown(false);
    unit.runOnce();
    assertThat(outbox.acks()).containsExactly(1);
    assertThat(outbox.parked()).containsOnlyKeys(bad).doesNotContainKey(good);
    assertThat(unit.delivered()).isEqualTo(1);
  }

  @Test
  void verdictIsGivenUpWithItsLease() {
    outbox.add(1);
    destination.next(DOWN);
    unit.runOnce();
    sendAll();
    outbox.breakDown(true);
    unit.runOnce();
    advance(Courier.LEASE);
    unit.runOnce();
    outbox.breakDown(false);
    advance(Duration.ofMinutes(5));
    round();
    assertThat(unit.delivered()).isEqualTo(1);
    assertThat(destination.sent().get(1).attempts()).isZero();
  }

  @Test
  void destinationThatThrowsIsUnavailable() {
    outbox.add(1);
    destination.always(
        entry -> {
          throw new AssertionError("boom");
        });
    round();
    assertThat(outbox.counts().waiting()).isEqualTo(1);
    assertThat(unit.obstacle())
        .hasValueSatisfying(it -> assertThat(it).contains("AssertionError").doesNotContain("boom"));
  }

  @Test
  void missingVerdictIsUnavailable() {
    outbox.add(1);
    destination.always(entry -> null);
    round();
    assertThat(unit.obstacle()).isPresent();
    assertThat(outbox.counts().waiting()).isEqualTo(1);
  }

  @Test
  void finishSettlesAndClaimsNothing() {
    outbox.add(10);
    unit.runOnce();
    assertThat(unit.finish()).isFalse();
    sendAll();
    assertThat(unit.finish()).isTrue();
    assertThat(outbox.counts().waiting()).isEqualTo(2);
    assertThat(outbox.claims()).containsExactly(8);
  }

  @Test
  void finishOutlivesABrokenOutbox() {
    outbox.add(1);
    unit.runOnce();
    sendAll();
    outbox.breakDown(true);
    assertThat(unit.finish()).isTrue();
    assertThat(log.lines()).hasSize(1).first().asString().startsWith("ERROR AUDIT-027");
  }

  @Test
  void sendersThatRefuseLeaveTheEntryToItsLease() {
    UUID id = outbox.add("thing.done");
    var settings =
        new AuditConfig.Delivery(90, 8, Duration.ofMillis(500), Duration.ofMinutes(5), SECOND);
    var outside = new Outside(clock, () -> 0L, () -> 0.5);
    var closed =
        new Courier(
            outbox,
            destination,
            settings,
            task -> {
              throw new java.util.concurrent.RejectedExecutionException("closed");
            },
            outside,
            new Log(log, clock));
    assertThat(closed.runOnce()).isEqualTo(Duration.ofMillis(250));
    assertThat(closed.finish()).isTrue();
    assertThat(outbox.dueOf(id)).isEqualTo(clock.instant().plus(Courier.LEASE));
  }

  @Test
  void probeThatNoSenderCarriedIsNotTheLast() {
    outbox.add(3);
    destination.next(DOWN, DOWN, DOWN);
    var isOutOfThreads = new AtomicBoolean();
    var outside =
        new Outside(
            clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(), () -> 0.5);
    var settings =
        new AuditConfig.Delivery(90, 8, Duration.ofMillis(500), Duration.ofMinutes(5), SECOND);
    Executor senders =
        task -> {
          if (isOutOfThreads.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          sendings.add(task);
        };
    var courier = new Courier(outbox, destination, settings, senders, outside, new Log(log, clock));
    courier.runOnce();
    sendAll();
    courier.runOnce();
    isOutOfThreads.set(true);
    advance(SECOND);
    courier.runOnce();
    assertThat(courier.obstacle()).hasValueSatisfying(it -> assertThat(it).contains("OutOfMemory"));

    isOutOfThreads.set(false);
    for (int step = 0; step < 1_000; step++) {
      advance(SECOND);
      courier.runOnce();
      sendAll();
    }

    assertThat(courier.delivered()).isEqualTo(3);
  }
}
