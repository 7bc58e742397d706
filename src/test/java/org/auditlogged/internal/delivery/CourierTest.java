// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.Test;

/** Single steps: one clock, no threads. */
class CourierTest {
  private static final Verdict DOWN = new Verdict.Unavailable("503, X-Request-ID req_1");
  private static final Verdict NO_ACCESS = new Verdict.Halted("401 Unauthorized");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MutableClock clock = new MutableClock();
  private final MemoryOutbox outbox = new MemoryOutbox(clock);
  private final ScriptedDestination destination = new ScriptedDestination();
  private final CapturedLog log = new CapturedLog();
  private final Queue<Runnable> sendings = new ArrayDeque<>();
  private final Courier unit = courier(1000, 8);

  // half the jitter: the first backoff is 250 ms, then 500 ms, 1 s, 2 s …
  private Courier courier(int rate, int concurrency) {
    var settings =
        new AuditConfig.Delivery(
            rate, concurrency, Duration.ofMillis(500), Duration.ofMinutes(5), SECOND);
    var outside =
        new Outside(
            clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(), () -> 0.5);
    return new Courier(outbox, destination, settings, sendings::add, outside, new Log(log, clock));
  }

  /** A step, the sendings it started, and the step that settles them. */
  private void round() {
    unit.runOnce();
    sendAll();
    unit.runOnce();
  }

  private void sendAll() {
    for (var next = sendings.poll(); next != null; next = sendings.poll()) {
      next.run();
    }
  }

  private void advance(Duration duration) {
    clock.advance(duration);
  }

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
  void eightFailuresAtOnceAreOneStepOfBackoff() {
    outbox.add(20);
    destination.always(DOWN);
    round();
    assertThat(destination.sent()).hasSize(8);
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(250));
    assertThat(unit.obstacle()).hasValueSatisfying(it -> assertThat(it).contains("503", "req_1"));
    assertThat(log.lines()).hasSize(1).first().asString().startsWith("WARNING AUDIT-022");
  }

  @Test
  void oneProbePerBackoffHoweverManyWait() {
    outbox.add(100);
    destination.always(DOWN);
    round();
    for (int probe = 1; probe <= 10; probe++) {
      advance(unit.runOnce());
      round();
      round();
      assertThat(destination.sent()).hasSize(8 + probe);
    }
    // half of a tenth of the longest backoff
    assertThat(unit.runOnce()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void probeUnderWayIsTheOnlyOne() {
    outbox.add(20);
    destination.next(DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN);
    round();
    advance(SECOND);
    unit.runOnce();
    advance(Duration.ofMinutes(1));
    unit.runOnce();
    assertThat(sendings).hasSize(1);
  }

  @Test
  void deliveredProbeOpensAtOnce() {
    outbox.add(20);
    destination.next(DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN);
    round();
    advance(SECOND);
    round();
    assertThat(unit.obstacle()).isEmpty();
    assertThat(sendings).hasSize(8);
    assertThat(log.lines()).last().asString().startsWith("INFO AUDIT-023");
  }

  @Test
  void stragglersVerdictMovesNothing() {
    outbox.add(3);
    destination.next(DOWN, new Verdict.Delivered(), DOWN);
    unit.runOnce();
    sendings.poll().run();
    unit.runOnce();
    assertThat(unit.obstacle()).isPresent();
    // started before the outage: neither opens the gate nor counts as another failure
    sendings.poll().run();
    sendings.poll().run();
    assertThat(unit.runOnce()).isLessThanOrEqualTo(Duration.ofMillis(250));
    assertThat(unit.obstacle()).isPresent();
    assertThat(unit.delivered()).isEqualTo(1);
  }

  @Test
  void stragglerOfAnEarlierOutageDoesNotCloseAgain() {
    outbox.add(2);
    unit.runOnce();
    var straggler = sendings.poll();
    destination.next(DOWN);
    sendAll();
    unit.runOnce();
    advance(SECOND);
    round();
    assertThat(unit.obstacle()).isEmpty();
    destination.next(DOWN);
    straggler.run();
    unit.runOnce();
    assertThat(unit.obstacle()).isEmpty();
  }

  @Test
  void eventThatAlwaysFailsDoesNotHoldUpTheRest() {
    outbox.add("poison");
    outbox.add(200);
    destination.always(
        entry -> entry.entry().action().equals("poison") ? DOWN : new Verdict.Delivered());
    for (int step = 0; step < 2_000 && outbox.counts().waiting() > 1; step++) {
      round();
      advance(Duration.ofMillis(50));
    }
    assertThat(unit.delivered()).isEqualTo(200);
    assertThat(outbox.counts().waiting()).isEqualTo(1);
    // its own attempts spread out: a handful within the time that took
    assertThat(destination.actions().stream().filter("poison"::equals).count()).isLessThan(8);
  }

  @Test
  void severalPoisonsTogetherDoNotHoldUpTheRest() {
    for (int i = 0; i < 3; i++) {
      outbox.add("poison");
    }
    outbox.add(50);
    destination.always(
        entry -> entry.entry().action().equals("poison") ? DOWN : new Verdict.Delivered());
    for (int step = 0; step < 2_000 && outbox.counts().waiting() > 3; step++) {
      round();
      advance(SECOND);
    }
    assertThat(unit.delivered()).isEqualTo(50);
  }

  @Test
  void nextProbeIsAnotherEntry() {
    outbox.add("a");
    outbox.add("b");
    destination.always(DOWN);
    var alone = courier(1000, 1);
    for (int i = 0; i < 4; i++) {
      advance(alone.runOnce());
      sendAll();
      advance(alone.runOnce());
    }
    assertThat(destination.actions().subList(0, 2)).containsExactly("a", "b");
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
                    id, "invoice.deleted", "400 invalid, X-Request-ID req_7", "action"));
    assertThat(unit.obstacle()).isEmpty();
  }

  @Test
  void refusedProbeOpensToo() {
    outbox.add(9);
    destination.next(DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN);
    round();
    advance(Duration.ofMillis(250));
    destination.next(new Verdict.Refused(new Refusal(Refusal.By.EVENT, 422, "422")));
    round();
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
  void throttledWaitsAsLongAsTold() {
    var id = outbox.add("thing.done");
    destination.next(new Verdict.Throttled(Duration.ofSeconds(7)));
    round();
    assertThat(unit.runOnce()).isEqualTo(Duration.ofSeconds(7));
    assertThat(outbox.dueOf(id)).isEqualTo(clock.instant().plusSeconds(7));
    assertThat(unit.obstacle()).hasValueSatisfying(it -> assertThat(it).contains("PT7S"));
    advance(Duration.ofSeconds(7));
    round();
    assertThat(unit.delivered()).isEqualTo(1);
  }

  @Test
  void throttledWaitsAnHourAtMost() {
    outbox.add(1);
    destination.next(new Verdict.Throttled(Duration.ofDays(400)));
    round();
    assertThat(unit.runOnce()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void throttledWithoutATimeBacksOff() {
    outbox.add(1);
    destination.always(new Verdict.Throttled(null));
    round();
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(250));
    advance(Duration.ofMillis(250));
    round();
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void throttledUntilThePastBacksOff() {
    outbox.add(1);
    destination.next(new Verdict.Throttled(Duration.ZERO));
    round();
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void throttlingIsNoFailure() {
    outbox.add(20);
    destination.next(DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN);
    round();
    advance(Duration.ofMillis(250));
    destination.next(new Verdict.Throttled(SECOND), DOWN);
    round();
    advance(SECOND);
    round();
    // the second failure, not the third
    assertThat(unit.runOnce()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void haltedIsToldOnceProbedAndLeftByItself() {
    outbox.add(3);
    destination.always(NO_ACCESS);
    round();
    for (int i = 0; i < 8; i++) {
      advance(unit.runOnce());
      round();
    }
    assertThat(destination.sent()).hasSizeBetween(8, 3 + 8);
    assertThat(log.lines()).containsExactly("ERROR " + Message.HALTED.text("401 Unauthorized"));
    assertThat(unit.obstacle()).contains(Message.HALTED.text("401 Unauthorized"));

    destination.always(new Verdict.Delivered());
    advance(Duration.ofMinutes(10));
    round();
    assertThat(log.lines()).last().isEqualTo("INFO " + Message.RESUMED.text());
    assertThat(unit.obstacle()).isEmpty();
    assertThat(outbox.counts().parked()).isZero();
  }

  @Test
  void withoutAKeyNothingIsClaimedAndItIsToldOnce() {
    outbox.add(3);
    destination.obstacle(new Destination.Obstacle(Message.NO_KEY, null));
    for (int i = 0; i < 100; i++) {
      assertThat(unit.runOnce()).isEqualTo(SECOND);
      advance(SECOND);
    }
    assertThat(outbox.claims()).isEmpty();
    assertThat(log.lines()).containsExactly("ERROR " + Message.NO_KEY.text());
    assertThat(unit.obstacle()).contains(Message.NO_KEY.text());

    destination.obstacle(null);
    round();
    assertThat(unit.delivered()).isEqualTo(3);
    assertThat(unit.obstacle()).isEmpty();
    assertThat(log.lines()).last().isEqualTo("INFO " + Message.RESUMED.text());
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
    assertThat(unit.obstacle()).hasValueSatisfying(it -> assertThat(it).contains("AUDIT-027"));
    assertThat(log.lines()).hasSize(1).first().asString().startsWith("ERROR AUDIT-027");

    outbox.breakDown(false);
    advance(Duration.ofMillis(500));
    round();
    assertThat(unit.delivered()).isEqualTo(1);
    assertThat(unit.obstacle()).isEmpty();
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
}
