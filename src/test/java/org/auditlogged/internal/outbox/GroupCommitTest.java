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
import java.util.concurrent.locks.ReentrantLock;
import org.auditlogged.internal.outbox.Turn.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every commit waits until the test lets it go on, so that what queues meanwhile is known. */
@Timeout(30)
class GroupCommitTest {
  private static final Turn.Work<Object, Void> NOTHING = rows -> null;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayGoOn = new Semaphore(0);
  private final List<Integer> groups = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final GroupCommit<Object> commits = new GroupCommit<>(this::commit);
  // long enough for a few threads to come together on a busy machine
  private final GroupCommit<Object> impatient =
      new GroupCommit<>(this::commit, Duration.ofMillis(900), Gathering.MOMENT);
  private final GroupCommit<Object> gathering =
      new GroupCommit<>(this::commit, GroupCommit.PATIENCE, Duration.ofDays(1));

  private void commit(List<Turn<Object, ?>> group) {
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
    commits.close();
    impatient.close();
    gathering.close();
  }

  /** A call of {@code share} in a thread of its own; done when that has returned. */
  private static final class Call extends FutureTask<String> {
    final Thread thread = new Thread(this);

    Call(GroupCommit<Object> commits, String result) {
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
  void thoseWhoComeBackShareTheNextWithThoseWhoCameMeanwhile() throws Exception {
    var once = new Call(gathering, "once");
    begun.acquireUninterruptibly();
    var meanwhile = new Call(gathering, "meanwhile");
    awaitWaiting(gathering, 1);
    mayGoOn.release(2);
    once.get();
    new Call(gathering, "again").get();

    meanwhile.get();
    assertThat(groups).containsExactly(1, 2);
  }

  @Test
  void nobodyIsWaitedForWhenItCloses() throws Exception {
    new Call(gathering, "once");
    begun.acquireUninterruptibly();
    var meanwhile = new Call(gathering, "meanwhile");
    awaitWaiting(gathering, 1);
    mayGoOn.release(2);
    gathering.close();

    assertThat(meanwhile.get()).isEqualTo("meanwhile");
  }

  @Test
  void whoIsGivenUpWhileOthersAreWaitedForLeavesNothingBehind() throws Exception {
    try (var waits =
        new GroupCommit<Object>(this::commit, Duration.ofSeconds(1), Duration.ofDays(1))) {
      var once = new Call(waits, "once");
      begun.acquireUninterruptibly();
      new Call(waits, "meanwhile");
      awaitWaiting(waits, 1);
      mayGoOn.release(10);
      once.get();
      new Call(waits, "again").get();

      assertThatThrownBy(new Call(waits, "alone")::get).hasMessageContaining("not written");
      new Call(waits, "one");
      assertThat(new Call(waits, "other").get()).isEqualTo("other");
    }
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

  /** To wait for a lock, the JDK's takes memory. */
  @Test
  void noMemoryToWaitForTheLockStrandsNobody() throws Exception {
    var failures = new AtomicInteger();
    var lock =
        new ReentrantLock() {
          private static final long serialVersionUID = 1L;

          @Override
          public void lock() {
            if (Thread.currentThread().getName().equals("auditlogged-write")
                && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
              throw new OutOfMemoryError("of the test");
            }
            super.lock();
          }
        };
    mayGoOn.release(1_000);
    try (var scarce =
        new GroupCommit<>(this::commit, Duration.ofSeconds(5), Gathering.MOMENT, lock)) {
      for (int i = 0; i < 50; i++) {
        // while it is idle, once it wakes, and once it has written
        failures.set(i % 4);
        assertThat(new Call(scarce, "kept " + i).get()).isEqualTo("kept " + i);
      }
      failures.set(0);
    }
  }

  @Test
  void nobodyQueuesAtTheEndOfItsStack() throws Exception {
    var overflows = new AtomicInteger();
    var deepCommits =
        new GroupCommit<>(
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
    deepCommits.close();
  }

  private static int descend(int left) {
    return left == 0 ? 0 : 1 + descend(left - 1);
  }

  /** Goes down until the stack ends, and shares on each step of the way back. */
  private static void shareAllTheWayUp(GroupCommit<Object> commits, AtomicInteger refusals) {
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

  /** What was told of appends that nobody waited for any more. */
  private final List<Object> late = new CopyOnWriteArrayList<>();

  private FutureTask<String> impatientCall(String result) {
    var call =
        new FutureTask<>(
            () ->
                impatient.share(
                    new Turn<>(
                        Kind.APPEND,
                        rows -> result,
                        end -> late.add(end == null ? result : end.getMessage()))));
    new Thread(call).start();
    return call;
  }

  private static void assertUnknown(FutureTask<String> call) {
    assertThatThrownBy(call::get)
        .hasCauseInstanceOf(GroupCommit.UnknownException.class)
        .hasRootCauseMessage("its disk has not written for more than 0 s");
  }

  @Test
  void anAppendThatWasNotBegunIsGivenUpAndNeverDone() throws Exception {
    var first = impatientCall("first");
    begun.acquireUninterruptibly();
    var second = impatientCall("second");
    assertThatThrownBy(second::get)
        .hasRootCauseExactlyInstanceOf(SQLException.class)
        .hasRootCauseMessage("its disk has not written for more than 0 s");
    assertThat(impatient.waiting()).isZero();
    // now that it is known, nobody waits
    var third = new Turn<Object, String>(Kind.APPEND, rows -> "third");
    assertThatThrownBy(() -> impatient.share(third)).isExactlyInstanceOf(SQLException.class);
    assertUnknown(first);
    mayGoOn.release(2);

    impatient.alone(() -> {});
    assertThat(impatientCall("fourth").get()).isEqualTo("fourth");
    assertThat(groups).containsExactly(1, 1);
    assertThat(late).containsExactly("first");
  }

  @Test
  void nobodyWaitsForACommitThatHangsAndItsEndIsTold() throws Exception {
    // one group of three, held up before it begins, so that all three come in
    var calls = togetherIn(impatient);
    calls.forEach(GroupCommitTest::assertUnknown);
    assertThat(late).isEmpty();
    mayGoOn.release();
    impatient.alone(() -> {});

    assertThat(late).containsExactlyInAnyOrder("call 0", "call 1", "call 2");
  }

  @Test
  void whatBecomesOfACommitThatHangsAndFailsIsToldAsWell() throws Exception {
    var calls = togetherIn(impatient);
    failure.set(new SQLException("disk on fire"));
    calls.forEach(GroupCommitTest::assertUnknown);
    mayGoOn.release();
    impatient.alone(() -> {});

    assertThat(late).containsExactly("disk on fire", "disk on fire", "disk on fire");
  }

  @Test
  void oneThatGaveUpLeavesNobodyAsleepNorDoesOneThatThrowsWhenTold() throws Exception {
    var giveUp =
        new Turn<>(
            Kind.APPEND,
            rows -> "first",
            end -> {
              throw new Error("of the test");
            });
    var first = new FutureTask<>(() -> impatient.share(giveUp));
    var waiting = new ArrayList<FutureTask<String>>();
    impatient.alone(
        () -> {
          new Thread(first).start();
          awaitWaiting(impatient, 1);
          for (int i = 0; i < 20; i++) {
            var call =
                new FutureTask<>(() -> impatient.share(new Turn<>(Kind.SETTLE, rows -> "settled")));
            waiting.add(call);
            new Thread(call).start();
          }
          awaitWaiting(impatient, 21);
        });
    begun.acquireUninterruptibly();
    assertUnknown(first);
    mayGoOn.release();

    for (var call : waiting) {
      assertThat(call.get()).isEqualTo("settled");
    }
    assertThat(groups).containsExactly(21);
  }

  /** Three that are written at once, by a commit that has begun and hangs. */
  private List<FutureTask<String>> togetherIn(GroupCommit<Object> group) throws SQLException {
    var calls = new ArrayList<FutureTask<String>>();
    group.alone(
        () -> {
          for (int i = 0; i < 3; i++) {
            calls.add(impatientCall("call " + i));
            awaitWaiting(group, i + 1);
          }
        });
    begun.acquireUninterruptibly();
    return calls;
  }

  private static void awaitWaiting(GroupCommit<Object> commits, int count) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (commits.waiting() < count) {
      // else it would be for ever, once one has given up
      assertThat(System.nanoTime()).as("%d wait together", count).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean isTurnedAway(GroupCommit<Object> commits) {
    try {
      commits.share(new Turn<>(Kind.APPEND, NOTHING));
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  @Test
  void whatSettlesEntriesWaitsAsLongAsItTakes() throws Exception {
    var first = impatientCall("first");
    begun.acquireUninterruptibly();
    while (!isTurnedAway(impatient)) {
      Thread.onSpinWait();
    }
    var ack = new FutureTask<>(() -> impatient.share(new Turn<>(Kind.SETTLE, rows -> "acked")));
    new Thread(ack).start();
    while (impatient.waiting() < 1) {
      Thread.onSpinWait();
    }
    assertUnknown(first);
    mayGoOn.release(10);

    assertThat(ack.get()).isEqualTo("acked");
  }

  @Test
  void anActionAloneRunsBetweenGroups() throws Exception {
    first();
    var before = queued(2);
    var action =
        new FutureTask<Void>(
            () -> {
              commits.alone(() -> groups.add(-1));
              return null;
            });
    new Thread(action).start();
    while (commits.waiting() < 3) {
      Thread.onSpinWait();
    }
    var after = queued(2);
    mayGoOn.release(3);

    action.get();
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
    var closer = new Thread(closing);
    closer.start();
    // it waits for the thread that writes
    while (closer.getState() != Thread.State.TIMED_WAITING) {
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
