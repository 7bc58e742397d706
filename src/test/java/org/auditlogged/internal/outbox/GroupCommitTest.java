// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.auditlogged.internal.outbox.Turn.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every commit waits until the test lets it go on, so that what queues meanwhile is known. */
@Timeout(30)
class GroupCommitTest {
  private static final Turn.Work<Void> NOTHING = rows -> null;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayGoOn = new Semaphore(0);
  private final List<Integer> groups = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final GroupCommit commits = new GroupCommit(this::commit);

  private void commit(List<Turn<?>> group) {
    begun.release();
    mayGoOn.acquireUninterruptibly();
    groups.add(group.size());
    if (failure.get() instanceof Error error) {
      throw error;
    }
    for (var turn : group) {
      try {
        turn.run(null);
      } catch (SQLException e) {
        turn.fail(e);
      }
      if (failure.get() != null) {
        turn.fail(failure.get());
      }
    }
  }

  @AfterEach
  void letAllGoOn() {
    mayGoOn.release(10_000);
  }

  /** A call of {@code share} in a thread of its own; done when that has returned. */
  private static final class Call extends FutureTask<String> {
    final Thread thread = new Thread(this);

    Call(GroupCommit commits, String result) {
      super(() -> commits.share(new Turn<>(Kind.APPEND, rows -> result)));
      thread.start();
    }
  }

  private Call first() {
    var call = new Call(commits, "first");
    begun.acquireUninterruptibly();
    return call;
  }

  private List<Call> queued(int count) {
    int before = commits.waiting();
    var calls = new ArrayList<Call>();
    for (int i = 0; i < count; i++) {
      calls.add(new Call(commits, "call " + i));
      while (commits.waiting() < before + i + 1) {
        Thread.onSpinWait();
      }
    }
    return calls;
  }

  @Test
  void whatQueuesDuringACommitSharesTheNext() throws Exception {
    var first = first();
    var others = queued(10);
    assertThat(first.isDone()).isFalse();
    mayGoOn.release(2);

    assertThat(first.get()).isEqualTo("first");
    for (int i = 0; i < 10; i++) {
      assertThat(others.get(i).get()).isEqualTo("call " + i);
    }
    assertThat(groups).containsExactly(1, 10);
  }

  @Test
  void nobodyReturnsBeforeItsOwnCommit() throws Exception {
    first();
    var others = queued(3);
    mayGoOn.release();
    begun.acquireUninterruptibly();

    assertThat(others).noneMatch(Call::isDone);
    mayGoOn.release();
    others.get(2).get();
  }

  @Test
  void aGroupIsBounded() throws Exception {
    first();
    var others = queued(300);
    mayGoOn.release(3);
    for (var call : others) {
      call.get();
    }

    assertThat(groups).containsExactly(1, 256, 44);
  }

  @Test
  void aFailedCommitFailsThoseInItAndNoOthers() throws Exception {
    var before = first();
    var with = queued(3);
    mayGoOn.release();
    begun.acquireUninterruptibly();
    var after = queued(2);
    failure.set(new SQLException("disk on fire"));
    mayGoOn.release();
    begun.acquireUninterruptibly();
    failure.set(null);
    mayGoOn.release();

    assertThat(before.get()).isEqualTo("first");
    for (var call : with) {
      assertThatThrownBy(call::get).hasRootCauseMessage("disk on fire");
    }
    for (var call : after) {
      assertThat(call.get()).startsWith("call");
    }
  }

  @Test
  void anErrorReachesAllAndStrandsNobody() throws Exception {
    var first = first();
    var others = queued(3);
    failure.set(new OutOfMemoryError("of the test"));
    mayGoOn.release(2);

    for (var call : others) {
      assertThatThrownBy(call::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
    assertThatThrownBy(first::get).hasRootCauseInstanceOf(OutOfMemoryError.class);
    failure.set(null);
    mayGoOn.release();
    assertThat(new Call(commits, "later").get()).isEqualTo("later");
  }

  @Test
  void nobodyLeadsAtTheEndOfItsStack() throws Exception {
    var overflows = new AtomicInteger();
    var deepCommits =
        new GroupCommit(
            group -> {
              try {
                descend(100);
              } catch (StackOverflowError e) {
                overflows.incrementAndGet();
              }
            });
    var refusals = new AtomicInteger();
    var deep = new Thread(null, () -> shareAllTheWayUp(deepCommits, refusals), "deep", 256 << 10);
    deep.start();
    deep.join();

    assertThat(refusals.get()).isPositive();
    assertThat(overflows).hasValue(0);
    deepCommits.share(new Turn<>(Kind.APPEND, NOTHING));
  }

  private static int descend(int left) {
    return left == 0 ? 0 : 1 + descend(left - 1);
  }

  /** Goes down until the stack ends, and shares on each step of the way back. */
  private static void shareAllTheWayUp(GroupCommit commits, AtomicInteger refusals) {
    try {
      shareAllTheWayUp(commits, refusals);
    } catch (StackOverflowError e) {
      // on the way back now
    }
    try {
      commits.share(new Turn<>(Kind.APPEND, NOTHING));
    } catch (SQLException | StackOverflowError e) {
      refusals.incrementAndGet();
    }
  }

  @Test
  void aFollowerWaitsOnThroughInterruptsAndStaysInterrupted() throws Exception {
    first();
    var seen = new CompletableFuture<Boolean>();
    var follower =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                commits.share(new Turn<>(Kind.APPEND, rows -> null));
              } catch (SQLException e) {
                seen.completeExceptionally(e);
              }
              seen.complete(Thread.currentThread().isInterrupted());
            });
    follower.start();
    // parked although its flag was up: it does not spin
    while (follower.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    follower.interrupt();
    assertThat(seen).isNotDone();
    mayGoOn.release(2);

    assertThat(seen.get(20, SECONDS)).isTrue();
  }

  @Test
  void anAppendGivesUpOnACommitThatHangsAndIsNeverDone() throws Exception {
    var impatient = new GroupCommit(this::commit, Duration.ofMillis(100));
    var first = new Call(impatient, "first");
    begun.acquireUninterruptibly();
    var second = new Call(impatient, "second");
    assertThatThrownBy(second::get)
        .hasRootCauseInstanceOf(SQLException.class)
        .hasRootCauseMessage("its disk has not written for more than 0 s");
    assertThat(impatient.waiting()).isZero();
    // now that it is known, nobody waits
    var third = new Turn<>(Kind.APPEND, rows -> "third");
    assertThatThrownBy(() -> impatient.share(third)).isInstanceOf(SQLException.class);
    assertThat(first.isDone()).isFalse();
    mayGoOn.release(2);

    assertThat(first.get()).isEqualTo("first");
    assertThat(new Call(impatient, "fourth").get()).isEqualTo("fourth");
    assertThat(groups).containsExactly(1, 1);
  }

  @Test
  void whatIsInACommitThatHangsWaitsForItsEnd() throws Exception {
    var impatient = new GroupCommit(this::commit, Duration.ofSeconds(2));
    var first = new Call(impatient, "first");
    begun.acquireUninterruptibly();
    var second = new Call(impatient, "second");
    var third = new Call(impatient, "third");
    while (impatient.waiting() < 2) {
      Thread.onSpinWait();
    }
    mayGoOn.release();
    begun.acquireUninterruptibly();
    // both are being written by now; a newcomer is turned away once that takes too long
    while (!isTurnedAway(impatient)) {
      Thread.onSpinWait();
    }
    assertThat(second.isDone() || third.isDone()).isFalse();
    mayGoOn.release(10);

    assertThat(List.of(first.get(), second.get(), third.get()))
        .containsExactly("first", "second", "third");
  }

  private static boolean isTurnedAway(GroupCommit commits) {
    try {
      commits.share(new Turn<>(Kind.APPEND, NOTHING));
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  @Test
  void whatSettlesEntriesWaitsAsLongAsItTakes() throws Exception {
    var impatient = new GroupCommit(this::commit, Duration.ofMillis(1));
    var first = new Call(impatient, "first");
    begun.acquireUninterruptibly();
    while (!isTurnedAway(impatient)) {
      Thread.onSpinWait();
    }
    var ack = new FutureTask<>(() -> impatient.share(new Turn<>(Kind.SETTLE, rows -> "acked")));
    new Thread(ack).start();
    while (impatient.waiting() < 1) {
      Thread.onSpinWait();
    }
    mayGoOn.release(10);

    assertThat(first.get()).isEqualTo("first");
    assertThat(ack.get()).isEqualTo("acked");
  }

  @Test
  void anActionAloneRunsOnItsOwnThreadBetweenGroups() throws Exception {
    first();
    var before = queued(2);
    var ran = new CompletableFuture<Thread>();
    var actor =
        new Thread(
            () -> {
              try {
                commits.alone(
                    () -> {
                      groups.add(-1);
                      ran.complete(Thread.currentThread());
                    });
              } catch (SQLException e) {
                ran.completeExceptionally(e);
              }
            });
    actor.start();
    while (commits.waiting() < 3) {
      Thread.onSpinWait();
    }
    var after = queued(2);
    mayGoOn.release(3);

    assertThat(ran.get(20, SECONDS)).isSameAs(actor);
    before.get(0).get();
    after.get(1).get();
    assertThat(groups).containsExactly(1, 2, -1, 2);
  }

  @Test
  void anActionThatFailsTellsItsCallerOnly() throws Exception {
    assertThatThrownBy(
            () ->
                commits.alone(
                    () -> {
                      throw new SQLException("not now");
                    }))
        .hasMessage("not now");

    mayGoOn.release();
    assertThat(new Call(commits, "later").get()).isEqualTo("later");
  }

  @Test
  void closingLetsThoseQueuedFinishAndRefusesLaterOnes() throws Exception {
    first();
    var queued = queued(2);
    var closing =
        new FutureTask<Void>(
            () -> {
              commits.close();
              return null;
            });
    new Thread(closing).start();
    while (commits.waiting() < 3) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> commits.share(new Turn<>(Kind.SETTLE, rows -> 1)))
        .isInstanceOf(SQLException.class)
        .hasMessage("it is closed");
    assertThat(closing.isDone()).isFalse();
    mayGoOn.release(2);

    closing.get();
    for (var call : queued) {
      assertThat(call.get()).startsWith("call");
    }
  }
}
