// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Account.Standing;
import org.auditlogged.internal.outbox.Refusal;
import org.junit.jupiter.api.Test;

/** Several nodes that take from one outbox: as one to the destination. */
class CourierPeersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Verdict DOWN = new Verdict.Unavailable("503");
  private static final Verdict NO_ACCESS = new Verdict.Halted("401 Unauthorized");

  private final Nodes nodes = new Nodes();

  private List<Nodes.Node> busy(int count) {
    nodes.isBusy = true;
    for (int i = 0; i < count; i++) {
      nodes.join("node_" + nodes.all.size());
    }
    nodes.run(Duration.ofSeconds(3));
    nodes.destination.forget();
    return List.copyOf(nodes.all);
  }

  /** The most that was asked in any one second. */
  private int most() {
    var window = new ArrayDeque<Instant>();
    int most = 0;
    for (var each : nodes.destination.asked()) {
      window.add(each);
      window.removeIf(old -> !old.plus(SECOND).isAfter(each));
      most = Math.max(most, window.size());
    }
    return most;
  }

  private void publish(String why, Duration wait, long slowed) {
    var from = nodes.account.standing();
    var until = nodes.clock.instant().plus(wait);
    var text = why.isEmpty() ? "" : "another's words";
    nodes
        .account
        .node("stranger")
        .change(from, new Standing(from.version() + 1, why, 1, until, text, slowed));
  }

  @Test
  void threeTogetherSendAsMuchAsOne() {
    busy(3);
    nodes.run(MINUTE);
    int sent = nodes.destination.asked().size();
    assertThat(sent / 60.0).isBetween(85.0, 90.0);
    assertThat(nodes.destination.throttled()).isLessThan(sent / 100);
    assertThat(most()).isLessThanOrEqualTo(90);
    assertThat(nodes.all).allSatisfy(node -> assertThat(node.sent()).isGreaterThan(1_500));
  }

  @Test
  void joiningAndLeavingNeverBursts() {
    var first = busy(1).get(0);
    for (int i = 0; i < 4; i++) {
      nodes.join("late_" + i);
      nodes.join("with_it_" + i);
      nodes.run(Duration.ofMillis(1_300));
    }
    nodes.kill(first);
    nodes.run(NaiveAccount.ALIVE.plusSeconds(3));
    nodes.join("last");
    nodes.run(Duration.ofSeconds(5));
    assertThat(most()).isLessThanOrEqualTo(90);
    assertThat(nodes.destination.throttled()).isZero();
  }

  @Test
  void whoSleptForLongIsANewcomer() {
    var sleeper = busy(3).get(0);
    nodes.kill(sleeper);
    nodes.run(NaiveAccount.ALIVE.plusSeconds(3));
    nodes.all.add(sleeper);
    nodes.run(Duration.ofSeconds(3));
    assertThat(most()).isLessThanOrEqualTo(91);
  }

  @Test
  void partOfOneThatDiedIsTakenByTheOthers() {
    var all = busy(3);
    nodes.kill(all.get(0));
    nodes.run(NaiveAccount.ALIVE.plusSeconds(3));
    nodes.destination.forget();
    nodes.run(Duration.ofSeconds(10));
    assertThat(nodes.destination.asked().size() / 10.0).isBetween(85.0, 90.0);
  }

  @Test
  void moreNodesThanTheRateHasPartsSendOneASecondEach() {
    busy(100);
    nodes.run(Duration.ofSeconds(5));
    assertThat(nodes.destination.asked().size() / 5.0).isBetween(95.0, 100.0);
  }

  @Test
  void looksOnceASecondWhileBusy() {
    var node = busy(2).get(0);
    int before = node.account.looks().size();
    nodes.run(MINUTE);
    assertThat(node.account.looks().size() - before).isBetween(57, 60);
  }

  @Test
  void oneThatIsThrottledSlowsAll() {
    busy(3);
    nodes.destination.answer(new Verdict.Throttled(SECOND));
    while (nodes.account.standing().isOpen()) {
      nodes.step();
    }
    nodes.destination.answer(null);
    nodes.run(Duration.ofSeconds(4));
    assertThat(nodes.account.standing().isOpen()).isTrue();
    assertThat(nodes.account.standing().slowed()).isEqualTo(1);
    nodes.destination.forget();
    nodes.run(Duration.ofSeconds(5));
    // halved once by each of them, and a little given back: not quartered, not forgotten
    assertThat(nodes.destination.asked().size() / 5.0).isBetween(44.0, 60.0);
  }

  @Test
  void throttledTogetherTheyHalveOnce() {
    busy(3);
    nodes.destination.answer(new Verdict.Throttled(SECOND));
    // all of them see it before any of them looks
    nodes.run(Duration.ofMillis(100));
    nodes.destination.answer(null);
    nodes.run(Duration.ofSeconds(4));
    assertThat(nodes.account.standing().slowed()).isEqualTo(1);
    nodes.destination.forget();
    nodes.run(Duration.ofSeconds(5));
    assertThat(nodes.destination.asked().size() / 5.0).isBetween(44.0, 60.0);
  }

  @Test
  void whatWasAskedForBeforeItCameSlowsNobody() {
    publish("", Duration.ZERO, 5);
    busy(1);
    nodes.run(Duration.ofSeconds(10));
    assertThat(nodes.destination.asked().size() / 10.0).isBetween(85.0, 90.0);
  }

  @Test
  void whoWasTooLateToTellDoesNotProbeByItsOwnStanding() {
    var all = busy(2);
    int looks = all.get(1).account.looks().size();
    while (all.get(1).account.looks().size() == looks) {
      nodes.step();
    }
    nodes.destination.answer(DOWN);
    nodes.run(Duration.ofMillis(900));
    assertThat(nodes.account.standings()).hasSizeGreaterThan(2);
    assertThat(all.get(0).account.asked()).isPositive();
    assertThat(all.get(1).account.asked()).isZero();
    assertThat(all.get(1).account.told()).isEqualTo(1);
  }

  @Test
  void newsIsHeardThoughTheTimeIsNotOver() {
    var node = nodes.join("waits");
    nodes.run(SECOND);
    publish("UNREACHABLE", Duration.ofSeconds(25), 0);
    nodes.run(Duration.ofSeconds(6));
    assertThat(node.isOpen()).isFalse();
    publish("", Duration.ZERO, 0);
    nodes.run(SECOND.plus(Nodes.TICK));
    assertThat(node.isOpen()).isTrue();
  }

  @Test
  void findTheRateTogetherThatTheOtherSideAllows() {
    nodes.destination.limit(40);
    busy(3);
    nodes.run(Duration.ofMinutes(3));
    int sent = nodes.destination.asked().size();
    assertThat((sent - nodes.destination.throttled()) / 180.0).isBetween(20.0, 40.0);
    assertThat(nodes.destination.throttled()).isLessThan(sent / 50);
  }

  @Test
  void inAnOutageOneProbesForAll() {
    busy(3);
    nodes.destination.answer(DOWN);
    nodes.run(Duration.ofSeconds(3));
    nodes.destination.forget();
    nodes.run(Duration.ofMinutes(5));
    var asked = nodes.destination.asked();
    // half of 30 s at the end, and once a second to hear of it
    assertThat(asked.size()).isBetween(15, 30);
    assertThat(nodes.account.standings()).hasSizeGreaterThan(asked.size());
    for (int i = 1; i < asked.size(); i++) {
      assertThat(Duration.between(asked.get(i - 1), asked.get(i)).toMillis()).isGreaterThan(900);
    }
    assertThat(nodes.all)
        .allSatisfy(node -> assertThat(node.courier.obstacle().orElse("")).contains("AUDIT-022"));
  }

  @Test
  void recoveryIsHeardWithinALook() {
    busy(3);
    nodes.destination.answer(DOWN);
    nodes.run(Duration.ofMinutes(5));
    nodes.destination.answer(null);
    while (!nodes.account.standing().isOpen()) {
      nodes.step();
    }
    nodes.run(SECOND.plus(Nodes.TICK));
    assertThat(nodes.areOpen()).isTrue();
    assertThat(nodes.all)
        .allSatisfy(
            node ->
                assertThat(node.log.lines()).last().asString().contains(Message.RESUMED.text()));
    nodes.destination.forget();
    nodes.run(Duration.ofSeconds(10));
    assertThat(nodes.destination.asked().size() / 10.0).isBetween(85.0, 90.0);
  }

  @Test
  void refusedKeyHaltsAllAndIsToldOnceByEach() {
    busy(3);
    nodes.destination.answer(NO_ACCESS);
    nodes.run(MINUTE);
    assertThat(nodes.all)
        .allSatisfy(
            node -> {
              assertThat(node.courier.isHalted()).isTrue();
              assertThat(node.log.lines()).hasSize(1);
            });
  }

  @Test
  void whoHearsOfAnOutageSendsNothingOfItsOwn() {
    nodes.join("idle");
    nodes.run(Duration.ofSeconds(2));
    publish("UNREACHABLE", Duration.ofSeconds(20), 0);
    nodes.run(Duration.ofSeconds(6));
    nodes.outbox.add(10, "thing.done");
    nodes.run(Duration.ofSeconds(10));
    var node = nodes.all.get(0);
    assertThat(node.sent()).isZero();
    assertThat(node.courier.obstacle()).contains("another's words");
    assertThat(node.log.lines())
        .containsExactly("WARNING " + Message.HEARD.text("another's words"));
    nodes.run(Duration.ofSeconds(8));
    assertThat(nodes.outbox.counts().waiting()).isZero();
    assertThat(nodes.account.standing().isOpen()).isTrue();
  }

  @Test
  void whatANewerVersionSaysIsAnOutage() {
    var node = nodes.join("old");
    nodes.run(SECOND);
    publish("SOMETHING_NEW", Duration.ofSeconds(20), 0);
    nodes.run(Duration.ofSeconds(5));
    assertThat(node.courier.obstacle()).contains("another's words");
    assertThat(node.courier.isHalted()).isFalse();
  }

  @Test
  void clockOfAnotherThatIsDaysAheadClosesNoLongerThanItsOwn() {
    nodes.join("right");
    nodes.outbox.add(1, "thing.done");
    publish("UNREACHABLE", Duration.ofDays(30), 0);
    nodes.run(Duration.ofSeconds(29));
    assertThat(nodes.destination.asked()).isEmpty();
    nodes.run(Duration.ofSeconds(3));
    assertThat(nodes.destination.asked()).hasSize(1);
  }

  @Test
  void proberThatDiesIsFollowedByAnother() {
    busy(3);
    nodes.destination.answer(DOWN);
    nodes.run(MINUTE);
    nodes.destination.forget();
    int before = nodes.all.stream().mapToInt(Nodes.Node::underWay).sum();
    assertThat(before).isZero();
    Nodes.Node prober = null;
    while (prober == null) {
      nodes.step();
      prober = nodes.all.stream().filter(node -> node.underWay() > 0).findFirst().orElse(null);
    }
    nodes.kill(prober);
    nodes.destination.answer(null);
    nodes.run(Peers.PROBE.minusSeconds(1));
    assertThat(nodes.destination.asked()).isEmpty();
    nodes.run(Duration.ofSeconds(4));
    assertThat(nodes.areOpen()).isTrue();
  }

  @Test
  void probeThatIsNotThereYetIsNotLeftToNobody() {
    nodes.join("first");
    nodes.join("second");
    nodes.run(SECOND);
    publish("UNREACHABLE", SECOND, 0);
    nodes.run(Duration.ofSeconds(60));
    nodes.outbox.add(1, "thing.done");
    nodes.run(Duration.ofMillis(1_100));
    assertThat(nodes.outbox.counts().waiting()).isZero();
    assertThat(nodes.all.stream().mapToInt(node -> node.account.asked()).sum()).isLessThan(70);
  }

  @Test
  void wokenInAnOutageItDoesNotAskTheStoreEachTime() {
    nodes.join("first");
    var second = nodes.join("second");
    nodes.outbox.add(1, "thing.done");
    nodes.run(Duration.ofSeconds(3));
    publish("UNREACHABLE", SECOND, 0);
    nodes.account.node("stranger").mayProbe(nodes.account.standing(), MINUTE);
    int looks = second.account.looks().size();
    for (int i = 0; i < 10_000; i++) {
      second.wake();
      nodes.step();
    }
    assertThat(second.account.looks().size() - looks).isLessThanOrEqualTo(10);
    assertThat(second.account.asked()).isLessThanOrEqualTo(10);
  }

  @Test
  void nodeWithoutAKeyStopsNobodyAndTakesNothing() {
    nodes.join("poor").obstacle(new Destination.Obstacle(Message.NO_KEY, null));
    var rich = busy(1).get(1);
    nodes.run(NaiveAccount.ALIVE.plusSeconds(2));
    nodes.destination.forget();
    nodes.run(Duration.ofSeconds(10));
    assertThat(rich.isOpen()).isTrue();
    assertThat(nodes.all.get(0).courier.isHalted()).isTrue();
    assertThat(nodes.account.standings()).hasSize(1);
    assertThat(nodes.destination.asked().size() / 10.0).isBetween(85.0, 90.0);
  }

  @Test
  void keyThatComesDuringAnOutageOpensNothing() {
    var node = nodes.join("poor");
    node.obstacle(new Destination.Obstacle(Message.NO_KEY, null));
    nodes.outbox.add(5, "thing.done");
    nodes.run(Duration.ofSeconds(3));
    publish("UNREACHABLE", Duration.ofSeconds(20), 0);
    node.obstacle(null);
    nodes.run(Duration.ofSeconds(5));
    assertThat(nodes.destination.asked()).isEmpty();
    assertThat(node.courier.obstacle()).contains("another's words");
    assertThat(nodes.account.standings()).hasSize(2);
  }

  @Test
  void accountThatFailsOpensNothingAndLosesNothing() {
    var all = busy(2);
    nodes.isBusy = false;
    nodes.run(Duration.ofSeconds(3));
    nodes.outbox.add(8, "thing.done");
    nodes.destination.answer(DOWN);
    var first = all.get(0);
    first.wake();
    while (first.underWay() == 0) {
      nodes.step();
    }
    first.account.breakDown(true);
    nodes.run(Duration.ofSeconds(20));
    assertThat(first.courier.obstacle().orElse("")).contains("AUDIT-027", "broken by the test");
    first.account.breakDown(false);
    nodes.destination.answer(null);
    nodes.run(Duration.ofMinutes(6));
    assertThat(nodes.areOpen()).isTrue();
    assertThat(nodes.outbox.counts().waiting()).isZero();
  }

  @Test
  void stragglerOfATimeBeforeTheOthersOpenedClosesNothing() {
    var node = nodes.join("slow");
    nodes.run(Duration.ofMillis(990));
    nodes.outbox.add(1, "thing.done");
    node.wake();
    nodes.destination.answer(DOWN);
    nodes.step();
    assertThat(node.underWay()).isEqualTo(1);
    publish("UNREACHABLE", SECOND, 0);
    publish("", Duration.ZERO, 0);
    nodes.clock.advance(Duration.ofMillis(10));
    node.wake();
    node.step();
    nodes.run(Nodes.LATENCY);
    assertThat(node.underWay()).isZero();
    assertThat(node.isOpen()).isTrue();
    assertThat(nodes.account.standings()).hasSize(3);
  }

  @Test
  void answersBeforeTheOthersOpenedExcuseNothing() {
    var node = nodes.join("node");
    nodes.run(SECOND);
    nodes.outbox.add(1, "thing.done");
    nodes.run(Duration.ofSeconds(6));
    assertThat(node.sent()).isEqualTo(1);
    nodes.destination.answer(DOWN);
    var failedAt = nodes.clock.instant();
    nodes.outbox.add(1, "thing.fails");
    var claimed = nodes.outbox.claim(1, SECOND).get(0);
    nodes.outbox.retry(claimed.failed(failedAt), failedAt.plusSeconds(10));
    publish("UNREACHABLE", SECOND, 0);
    nodes.run(Duration.ofSeconds(5));
    publish("", Duration.ZERO, 0);
    nodes.run(Duration.ofSeconds(12));
    assertThat(node.sent()).isGreaterThan(1);
    assertThat(node.isOpen()).isFalse();
  }

  @Test
  void idleOnesLookEverMoreSeldomUntilSomethingComes() {
    var node = nodes.join("idle");
    nodes.run(MINUTE);
    int before = node.steps();
    nodes.run(MINUTE);
    assertThat(node.steps() - before).isEqualTo(12);
    node.wake();
    before = node.steps();
    nodes.run(Duration.ofMillis(3_500));
    // at once, after 1 s, after 2 s more
    assertThat(node.steps() - before).isEqualTo(3);
    nodes.outbox.add(1, "thing.done");
    nodes.run(Duration.ofSeconds(5));
    assertThat(nodes.outbox.counts().waiting()).isZero();
  }

  @Test
  void idleOneOfAloneLooksEachSecond() {
    nodes.join("alone");
    var courier = new CourierTest();
    assertThat(courier.unit.runOnce()).isEqualTo(SECOND);
    courier.advance(SECOND);
    assertThat(courier.unit.runOnce()).isEqualTo(SECOND);
    courier.advance(SECOND);
    assertThat(courier.unit.runOnce()).isEqualTo(SECOND);
  }

  @Test
  void probeSettledWhileItStopsIsToldToo() {
    var node = nodes.join("stops");
    nodes.run(SECOND);
    nodes.outbox.add(1, "thing.done");
    publish("UNREACHABLE", SECOND, 0);
    while (node.underWay() == 0) {
      nodes.step();
    }
    node.stop();
    assertThat(nodes.account.standing().isOpen()).isTrue();
  }

  @Test
  void causesOfOneThatDiedAreTakenOver() {
    var node = nodes.join("lives");
    nodes.run(Duration.ofSeconds(3));
    nodes.outbox.add(3, "bad");
    var entries = nodes.outbox.claim(3, Duration.ofMinutes(5));
    nodes.outbox.hold(entries, Refusal.By.ACTION);
    nodes.run(Duration.ofSeconds(50));
    assertThat(nodes.outbox.counts().waiting()).isEqualTo(3);
    nodes.run(Duration.ofSeconds(20));
    assertThat(nodes.outbox.counts().waiting()).isZero();
    assertThat(node.sent()).isEqualTo(3);
  }
}
