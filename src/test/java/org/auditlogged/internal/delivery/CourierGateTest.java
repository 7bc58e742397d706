// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the other side cannot, will not or may not take events; single steps, no threads. */
class CourierGateTest extends CourierSteps {
  private static final Verdict THROTTLED = new Verdict.Throttled(SECOND);

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
  void throttledWaitsAsLongAsTold() {
    var id = outbox.add("thing.done");
    destination.next(new Verdict.Throttled(Duration.ofSeconds(7)));
    round();
    assertThat(unit.runOnce()).isEqualTo(Duration.ofSeconds(7));
    assertThat(outbox.dueOf(id)).isEqualTo(clock.instant().plusSeconds(7));
    assertThat(unit.obstacle()).hasValueSatisfying(it -> assertThat(it).contains("7.0 s"));
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

  @ParameterizedTest
  @ValueSource(ints = {5, 40, 90})
  void findsTheRateThatTheOtherSideAllows(int allowed) {
    var courier = courier(90, 8);
    var starts = new ArrayDeque<Instant>();
    var throttled = new AtomicInteger();
    destination.always(
        entry -> {
          var now = clock.instant();
          starts.removeIf(each -> !each.plus(SECOND).isAfter(now));
          if (starts.size() < allowed) {
            starts.add(now);
            return new Verdict.Delivered();
          }
          throttled.incrementAndGet();
          return new Verdict.Throttled(SECOND);
        });
    for (var end = clock.instant().plusSeconds(300); clock.instant().isBefore(end); ) {
      outbox.add(outbox.counts().waiting() < 10 ? 10 : 0);
      var next = courier.runOnce();
      sendAll();
      advance(next.isZero() ? Duration.ofMillis(1) : next);
    }
    assertThat(courier.delivered() / 300.0).isBetween(0.6 * allowed, 1.0 * allowed);
    // one in three seconds at the very lowest, where a step up is a fifth of the rate
    assertThat(throttled).hasValueLessThanOrEqualTo(100);
  }

  @Test
  void severalThrottledAtOnceAreOneStepSlower() {
    var courier = courier(90, 4);
    outbox.add(1000);
    destination.next(THROTTLED, THROTTLED, THROTTLED, THROTTLED);
    courier.runOnce();
    sendAll();
    advance(courier.runOnce());
    int before = destination.sent().size();
    for (int i = 0; i < 1_000; i++) {
      courier.runOnce();
      sendAll();
      advance(Duration.ofMillis(1));
    }
    assertThat(before).isEqualTo(4);
    assertThat(destination.sent().size() - before).isBetween(40, 46);
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

  @ParameterizedTest
  @CsvSource({"3, 200", "20, 500", "1000, 1000"})
  void howeverManyAlwaysFailAtTheHeadTheRestIsDelivered(int poisons, int goods) {
    var poison = new HashSet<>();
    for (int i = 0; i < poisons; i++) {
      poison.add(outbox.add("poison"));
    }
    outbox.add(goods);
    destination.always(
        entry -> poison.contains(entry.entry().id()) ? DOWN : new Verdict.Delivered());
    var end = clock.instant().plus(Duration.ofMinutes(10));
    while (outbox.counts().waiting() > poisons && clock.instant().isBefore(end)) {
      var next = unit.runOnce();
      sendAll();
      advance(next.isZero() ? Duration.ofMillis(1) : next);
    }

    assertThat(unit.delivered()).isEqualTo(goods);
    assertThat(outbox.counts().waiting()).isEqualTo(poisons);
  }

  @Test
  void whoFailsWhileOthersAreTakenClosesNothing() {
    outbox.add("poison");
    destination.next(DOWN);
    round();
    advance(SECOND);
    destination.always(
        entry -> entry.entry().action().equals("poison") ? DOWN : new Verdict.Delivered());
    outbox.add("good");
    round();
    round();
    for (int i = 0; i < 100; i++) {
      advance(Duration.ofMinutes(5));
      round();
      assertThat(unit.obstacle()).isEmpty();
    }
    assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING AUDIT-028"));
  }

  @Test
  void thoseThatHangTakeAQuarterOfTheSlots() {
    outbox.add(8);
    destination.always(DOWN);
    round();
    advance(Duration.ofMinutes(10));
    destination.always(new Verdict.Delivered());
    outbox.add("good");
    round();
    advance(SECOND);
    outbox.add(20);
    unit.runOnce();
    unit.runOnce();
    sendings.forEach(Runnable::run);
    assertThat(destination.sent().subList(9, destination.sent().size()))
        .filteredOn(entry -> entry.past().hasFailed())
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anEventSentAgainADayAfterADoubtIsCountedOnce() {
    outbox.add(2);
    destination.next(DOWN, new Verdict.Unavailable("no connection", false));
    round();
    advance(Duration.ofHours(23));
    destination.always(DOWN);
    round();
    advance(Duration.ofHours(1));
    destination.always(new Verdict.Delivered());
    for (int i = 0; i < 60; i++) {
      round();
      advance(SECOND);
    }

    assertThat(unit.delivered()).isEqualTo(2);
    assertThat(outbox.ledger().twice()).isEqualTo(1);
    assertThat(log.lines()).filteredOn(line -> line.contains("AUDIT-031")).hasSize(1);
  }

  @Test
  void deniedOvertakesABacklog() {
    outbox.add(100);
    outbox.addUrgent("denied");
    unit.runOnce();
    sendAll();
    assertThat(destination.actions()).contains("denied").hasSize(8);
  }
}
