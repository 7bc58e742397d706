// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.internal.outbox.Refusal.By;
import org.junit.jupiter.api.Test;

/** When all of an action or organization is refused, and the rest is not; single steps. */
class HoldsTest extends CourierSteps {
  private static final Verdict BY_ACTION =
      new Verdict.Refused(new Refusal(By.ACTION, 400, "400 no such action"));
  private static final Verdict BY_ORGANIZATION =
      new Verdict.Refused(new Refusal(By.ORGANIZATION, 404, "Organization not found"));

  private final Set<String> unknown = new HashSet<>(Set.of("bad"));

  private void refuse(Predicate<Claimed> which, Verdict verdict) {
    destination.always(entry -> which.test(entry) ? verdict : new Verdict.Delivered());
  }

  private void refuseUnknownActions() {
    refuse(entry -> unknown.contains(entry.entry().action()), BY_ACTION);
  }

  private void add(int count, String action) {
    for (int i = 0; i < count; i++) {
      outbox.add(action);
    }
  }

  private long sent(String action) {
    return destination.actions().stream().filter(action::equals).count();
  }

  /** As the loop does it: steps when it is time, and right after a sending has ended. */
  private void run(Courier courier, Duration time) {
    for (var end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
      var next = courier.runOnce();
      var any = !sendings.isEmpty();
      sendAll();
      advance(any ? Duration.ofMillis(1) : next.isZero() ? Duration.ofMillis(1) : next);
    }
  }

  @Test
  void ofABadActionOneIsTriedPerBackoffAndTheRestIsHeld() {
    refuseUnknownActions();
    add(500, "bad");
    add(500, "good");
    run(unit, Duration.ofMinutes(1));

    assertThat(sent("good")).isEqualTo(500);
    // eight at once before the first answer, then 250 ms, 500 ms, 1 s …
    assertThat(sent("bad")).isBetween(8L + 6, 8L + 10);
    assertThat(outbox.counts().waiting()).isEqualTo(500 - sent("bad"));
    assertThat(outbox.counts().parked()).isEqualTo(sent("bad"));
    assertThat(log.lines()).contains("ERROR " + Message.BARRED.text("action bad"));
    assertThat(unit.obstacle()).isEmpty();
  }

  @Test
  void whenOneIsTakenAllOthersFollowThoseParkedToo() {
    refuseUnknownActions();
    add(500, "bad");
    run(unit, Duration.ofMinutes(10));
    assertThat(outbox.counts().parked()).isPositive();

    unknown.clear();
    run(unit, Duration.ofMinutes(6));

    assertThat(unit.delivered()).isEqualTo(500);
    assertThat(outbox.counts().parked()).isZero();
    assertThat(outbox.counts().waiting()).isZero();
    assertThat(log.lines()).contains("INFO " + Message.UNBARRED.text("action bad"));
  }

  @Test
  void aSingleParkedEventGoesAgainWhenAnotherOfItsActionIsTaken() {
    destination.next(BY_ACTION);
    add(1, "thing.done");
    run(unit, Duration.ofMinutes(1));
    assertThat(outbox.counts().parked()).isEqualTo(1);

    add(1, "thing.done");
    run(unit, Duration.ofSeconds(5));

    assertThat(outbox.counts().parked()).isZero();
    assertThat(unit.delivered()).isEqualTo(2);
  }

  @Test
  void whatWasRefusedByItselfDoesNotGoByItself() {
    destination.next(new Verdict.Refused(new Refusal(By.EVENT, 422, "malformed")));
    add(2, "thing.done");
    run(unit, Duration.ofHours(1));
    add(9, "thing.done");
    run(unit, Duration.ofHours(1));

    assertThat(outbox.counts().parked()).isEqualTo(1);
  }

  @Test
  void anUnknownOrganizationIsHeldAndFollowsLikeAnAction() {
    var known = new HashSet<String>();
    refuse(entry -> !known.contains(entry.entry().organization()), BY_ORGANIZATION);
    add(100, "thing.done");
    run(unit, Duration.ofMinutes(5));
    assertThat(destination.sent()).hasSizeLessThan(25);

    known.add("org_1");
    run(unit, Duration.ofMinutes(6));
    assertThat(unit.delivered()).isEqualTo(100);
    assertThat(outbox.counts().parked()).isZero();
  }

  @Test
  void someEventsOfAnActionAreRefusedForEverAndTheOthersGoOn() {
    var poison = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      var id = outbox.add("mixed");
      if (i % 3 == 0) {
        poison.add(id);
      }
    }
    refuse(entry -> poison.contains(entry.entry().id()), BY_ACTION);
    run(unit, Duration.ofHours(1));

    assertThat(unit.delivered()).isEqualTo(200);
    assertThat(outbox.counts().parked()).isEqualTo(100);
    assertThat(outbox.counts().waiting()).isZero();
  }

  @Test
  void whatIsRefusedAgainIsNoStorm() {
    var poison = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      poison.add(outbox.add("mixed"));
    }
    refuse(entry -> poison.contains(entry.entry().id()), BY_ACTION);
    run(unit, Duration.ofMinutes(1));
    int before = destination.sent().size();
    // each that is taken lets others follow, all of which are refused again
    for (int i = 0; i < 1_000; i++) {
      add(1, "mixed");
      run(unit, SECOND);
    }

    assertThat(unit.delivered()).isEqualTo(1_000);
    // 1, 2, 4, … 512 s: ten times each in so long
    assertThat(destination.sent().size() - before - 1_000).isLessThan(20 * 11);
  }

  @Test
  void aBadActionIsKnownAfterARestart() {
    refuseUnknownActions();
    add(100, "bad");
    run(unit, Duration.ofMinutes(1));
    long before = sent("bad");

    var later = courier(1000, 8);
    add(100, "bad");
    add(10, "good");
    run(later, Duration.ofMinutes(1));

    assertThat(sent("bad") - before).isLessThan(12);
    assertThat(sent("good")).isEqualTo(10);

    unknown.clear();
    run(later, Duration.ofMinutes(6));
    assertThat(outbox.counts().waiting() + outbox.counts().parked()).isZero();
  }

  @Test
  void aTryOfUnknownOutcomeIsNotTheLast() {
    refuseUnknownActions();
    add(50, "bad");
    run(unit, SECOND);
    destination.always(DOWN);
    run(unit, Duration.ofMinutes(1));
    destination.always(new Verdict.Delivered());
    run(unit, Duration.ofMinutes(20));

    assertThat(outbox.counts().waiting() + outbox.counts().parked()).isZero();
  }

  @Test
  void moreBadOnesThanAreRememberedAreStillKeptAndTheOthersGoOn() {
    refuse(entry -> !entry.entry().action().equals("good"), BY_ACTION);
    for (int i = 0; i < Holds.MOST + 50; i++) {
      outbox.add("bad_" + i);
    }
    add(10, "good");
    run(unit, Duration.ofMinutes(1));

    assertThat(sent("good")).isEqualTo(10);
    assertThat(outbox.counts().parked()).isEqualTo(Holds.MOST + 50);
  }

  @Test
  void thoseOfMoreBadOnesThanAreRememberedFollowToo() {
    refuse(entry -> entry.entry().action().startsWith("bad_"), BY_ACTION);
    addOneOfEach();
    run(unit, Duration.ofMinutes(1));
    assertThat(outbox.counts().parked()).isEqualTo(Holds.MOST + 50);

    destination.always(new Verdict.Delivered());
    addOneOfEach();
    run(unit, Duration.ofMinutes(5));

    assertThat(outbox.counts().parked()).isZero();
    assertThat(unit.delivered()).isEqualTo(2 * (Holds.MOST + 50));
  }

  @Test
  void thoseOfMoreBadOnesThanAreRememberedFollowAfterARestartToo() {
    refuse(entry -> entry.entry().action().startsWith("bad_"), BY_ACTION);
    addOneOfEach();
    run(unit, Duration.ofMinutes(1));

    destination.always(new Verdict.Delivered());
    var later = courier(1000, 8);
    addOneOfEach();
    run(later, Duration.ofMinutes(5));

    assertThat(outbox.counts().parked()).isZero();
    assertThat(outbox.counts().waiting()).isZero();
  }

  private void addOneOfEach() {
    for (int i = 0; i < Holds.MOST + 50; i++) {
      outbox.add("bad_" + i);
    }
  }
}
