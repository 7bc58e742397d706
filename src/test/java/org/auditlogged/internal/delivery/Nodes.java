// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.outbox.Account;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.NaiveOutbox;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;

/** Several couriers, one outbox, one destination, one clock that goes on by milliseconds. */
final class Nodes {
  static final Duration TICK = Duration.ofMillis(1);
  static final Duration LATENCY = Duration.ofMillis(20);
  private static final int RATE = 90;

  final MutableClock clock = new MutableClock();
  final NaiveAccount account = new NaiveAccount(clock);
  final SharedOutbox outbox = new SharedOutbox(clock);
  final LimitedDestination destination = new LimitedDestination(clock);
  final List<Node> all = new ArrayList<>();
  boolean isBusy;

  static final class SharedOutbox extends NaiveOutbox {
    private final Clock clock;
    private Account account = Account.ALONE;

    SharedOutbox(Clock clock) {
      super(clock);
      this.clock = clock;
    }

    @Override
    public Account account() {
      return account;
    }

    void add(int count, String action) {
      for (int i = 0; i < count; i++) {
        var body = new byte[0];
        append(List.of(new Entry(UUID.randomUUID(), "org_1", action, clock.instant(), body)));
      }
    }
  }

  /** Takes 100 in any second, unless told otherwise. */
  static final class LimitedDestination {
    private final Clock clock;
    private final Queue<Instant> taken = new ArrayDeque<>();
    private final List<Instant> asked = new ArrayList<>();
    private Verdict instead;
    private int limit = 100;
    private int throttled;

    LimitedDestination(Clock clock) {
      this.clock = clock;
    }

    void answer(Verdict verdict) {
      instead = verdict;
    }

    void limit(int perSecond) {
      limit = perSecond;
    }

    /** When it was asked. */
    List<Instant> asked() {
      return asked;
    }

    int throttled() {
      return throttled;
    }

    void forget() {
      asked.clear();
      throttled = 0;
    }

    private Verdict send() {
      var now = clock.instant();
      asked.add(now);
      if (instead != null) {
        return instead;
      }
      taken.removeIf(each -> !each.plusSeconds(1).isAfter(now));
      if (taken.size() < limit) {
        taken.add(now);
        return new Verdict.Delivered();
      }
      throttled++;
      return new Verdict.Throttled(Duration.ofSeconds(1));
    }
  }

  private record Answer(Instant at, Runnable task) {}

  final class Node implements Destination {
    final CapturedLog log = new CapturedLog();
    final NaiveAccount.Node account;
    final Courier courier;
    private final Queue<Answer> sendings = new ArrayDeque<>();
    private Instant next = Instant.MIN;
    private Obstacle obstacle;
    private int sent;
    private int steps;

    private Node(NaiveAccount.Node account) {
      this.account = account;
      var settings =
          new AuditConfig.Delivery(
              RATE, 8, Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofSeconds(1));
      var outside =
          new Outside(
              clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(), () -> 0.5);
      this.courier =
          new Courier(
              outbox,
              this,
              settings,
              task -> sendings.add(new Answer(clock.instant().plus(LATENCY), task)),
              outside,
              new Log(log, clock));
    }

    void obstacle(Obstacle obstacle) {
      this.obstacle = obstacle;
    }

    void wake() {
      next = Instant.MIN;
    }

    int sent() {
      return sent;
    }

    int underWay() {
      return sendings.size();
    }

    /** How many steps it took. */
    int steps() {
      return steps;
    }

    boolean isOpen() {
      return courier.obstacle().isEmpty();
    }

    @Override
    public Optional<Obstacle> obstacle() {
      return Optional.ofNullable(obstacle);
    }

    @Override
    public Verdict send(Claimed entry) {
      sent++;
      return destination.send();
    }

    void step() {
      steps++;
      next = clock.instant().plus(courier.runOnce());
    }

    /** Waits for what is under way and settles it. */
    void stop() {
      sendings.forEach(answer -> answer.task.run());
      courier.finish();
    }

    private void tick() {
      var now = clock.instant();
      while (!sendings.isEmpty() && !sendings.peek().at.isAfter(now)) {
        sendings.poll().task.run();
        next = Instant.MIN;
      }
      if (!next.isAfter(now)) {
        step();
      }
    }
  }

  Node join(String name) {
    var node = account.node(name);
    outbox.account = node;
    var joined = new Node(node);
    all.add(joined);
    return joined;
  }

  /** Is gone with all that is under way. */
  void kill(Node node) {
    all.remove(node);
  }

  void run(Duration time) {
    for (var end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
      step();
    }
  }

  void step() {
    if (isBusy && outbox.counts().waiting() < 100) {
      outbox.add(50, "thing.done");
    }
    List.copyOf(all).forEach(Node::tick);
    clock.advance(TICK);
  }

  boolean areOpen() {
    return all.stream().allMatch(Node::isOpen);
  }
}
