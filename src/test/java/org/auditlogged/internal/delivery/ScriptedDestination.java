// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.auditlogged.internal.outbox.Claimed;

/** Answers by script, then as told, by default with delivered. For any thread. */
final class ScriptedDestination implements Destination {
  private final Queue<Verdict> script = new ArrayDeque<>();
  private final List<Claimed> sent = new CopyOnWriteArrayList<>();
  private volatile Function<Claimed, Verdict> rule = entry -> new Verdict.Delivered();
  private volatile Obstacle obstacle;
  private volatile RuntimeException failure;

  /** The next answers, in order, before the rule counts. */
  synchronized void next(Verdict... verdicts) {
    script.addAll(List.of(verdicts));
  }

  void always(Verdict verdict) {
    rule = entry -> verdict;
  }

  void always(Function<Claimed, Verdict> rule) {
    this.rule = rule;
  }

  void obstacle(Obstacle obstacle) {
    this.obstacle = obstacle;
  }

  /** Asked for its obstacle, it throws. */
  void failObstacle(RuntimeException failure) {
    this.failure = failure;
  }

  /** The actions that were sent, in order. */
  List<String> actions() {
    return sent.stream().map(each -> each.entry().action()).toList();
  }

  List<Claimed> sent() {
    return List.copyOf(sent);
  }

  @Override
  public Optional<Obstacle> obstacle() {
    if (failure != null) {
      throw failure;
    }
    return Optional.ofNullable(obstacle);
  }

  @Override
  public Verdict send(Claimed entry) {
    sent.add(entry);
    Verdict scripted;
    synchronized (this) {
      scripted = script.poll();
    }
    return scripted == null ? rule.apply(entry) : scripted;
  }
}
