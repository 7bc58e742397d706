// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.auditlogged.internal.outbox.Turn.Kind;

/**
 * Lets many threads share one commit, and so one fsync: a thread of its own commits for all that
 * queued while it committed before. Invariants: turns are taken in the order they came; every turn
 * that was queued is finished exactly once, or withdrawn before it was begun.
 *
 * <p>An append waits no longer than {@link #PATIENCE}, whatever the disk does. One that is given up
 * before it was begun never will be; one that was begun ends when the disk lets it, and {@link
 * Turn.Late} is told how. What settles entries waits for its end.
 *
 * <p>For any thread. What callers share is behind {@code lock}, which is never held during the work
 * itself; the group is the writing thread's.
 */
final class GroupCommit<R> implements AutoCloseable {
  /** How many turns may share one. */
  static final int LARGEST = 256;

  /** Far longer than a disk takes that works, and shorter than callers wait for an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How many calls deep a caller may go, with plenty to spare. */
  private static final int DEEPEST = 100;

  /** Longer than any process lives. */
  static final Duration FOR_EVER = Duration.ofDays(10_000);

  private final Consumer<List<Turn<R, ?>>> commit;
  private final ReentrantLock lock;
  // which has the memory for one more before it takes it: without, the others are still in it
  private final LinkedList<Turn<R, ?>> queue = new LinkedList<>();
  private final List<Turn<R, ?>> group = new ArrayList<>(LARGEST);
  private final Gathering gathering = new Gathering();
  private final Duration patience;
  private final Duration moment;
  private final Daemon thread;
  private boolean idle;

  /** How many have to wait before the idle thread is woken. */
  private int wanted = 1;

  private boolean closed;

  /** Since when it has been so, in nanos; means nothing while it does not write. */
  private volatile long since;

  private volatile boolean writes;

  /** What is done while nobody writes. */
  interface Action {
    void run() throws SQLException;
  }

  /** Whether it was kept is not known yet, and told to {@link Turn.Late}. */
  static final class UnknownException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnknownException(String text) {
      super(text);
    }
  }

  /**
   * @param commit runs a group of turns in a transaction, and fails those that failed; called by
   *     one thread
   */
  GroupCommit(Consumer<List<Turn<R, ?>>> commit) {
    this(commit, PATIENCE, Gathering.MOMENT);
  }

  /**
   * @param patience how long an append waits for its end
   * @param moment how long a group waits for those who shared the last
   */
  GroupCommit(Consumer<List<Turn<R, ?>>> commit, Duration patience, Duration moment) {
    this(commit, patience, moment, new ReentrantLock());
  }

  GroupCommit(
      Consumer<List<Turn<R, ?>>> commit, Duration patience, Duration moment, ReentrantLock lock) {
    this.lock = lock;
    this.commit = commit;
    this.patience = patience;
    this.moment = moment;
    thread = Daemon.start("write", this::run);
  }

  /** Returns when the turn's transaction is durable, with the result of its work. */
  <T> T share(Turn<R, T> turn) throws SQLException {
    queue(turn);
    if (!turn.await(turn.kind() == Kind.APPEND ? patience : FOR_EVER)) {
      giveUp(turn);
    }
    return turn.outcome();
  }

  /** Runs the action while no other turn runs. */
  void alone(Action action) throws SQLException {
    share(
        new Turn<R, Void>(
            Kind.ALONE,
            rows -> {
              action.run();
              return null;
            }));
  }

  /** Lets those queued finish and refuses those that come later. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    thread.unpark();
    thread.awaitEnd(FOR_EVER);
  }

  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void queue(Turn<R, ?> turn) throws SQLException {
    ensureStack();
    boolean wakes;
    lock.lock();
    try {
      if (closed) {
        throw new SQLException("it is closed");
      }
      if (turn.kind() == Kind.APPEND && hangs()) {
        throw new SQLException(hanging(patience));
      }
      queue.add(turn);
      wakes = idle && queue.size() >= wanted;
      idle &= !wakes;
    } finally {
      lock.unlock();
    }
    if (wakes) {
      thread.unpark();
    }
  }

  /**
   * Callers may come at the end of their stack. One that overflowed while it holds the lock could
   * not even give it back; so it overflows here, where nobody waits for it.
   */
  private static void ensureStack() throws SQLException {
    try {
      descend(DEEPEST);
    } catch (StackOverflowError e) {
      throw new SQLException("the calling thread has too little stack left", e);
    }
  }

  private static int descend(int left) {
    return left == 0 ? 0 : 1 + descend(left - 1);
  }

  private boolean hangs() {
    return writes && System.nanoTime() - since > patience.toNanos();
  }

  private void giveUp(Turn<R, ?> turn) throws SQLException {
    lock.lock();
    try {
      if (queue.remove(turn)) {
        throw new SQLException(hanging(patience));
      }
    } finally {
      lock.unlock();
    }
    if (turn.abandon()) {
      throw new UnknownException(hanging(patience));
    }
  }

  static String hanging(Duration patience) {
    return "its disk has not written for more than " + patience.toSeconds() + " s";
  }

  private void run() {
    while (true) {
      try {
        if (!takeGroup()) {
          return;
        }
      } catch (Throwable e) {
        // to wait for the lock takes memory: without any, nothing was taken, and it is tried again
        continue;
      }
      try {
        if (group.get(0).kind() == Kind.ALONE) {
          group.get(0).run(null);
        } else {
          commit.accept(group);
        }
      } catch (Throwable thrown) {
        // even an Error must not leave the others waiting for ever, nor end the thread
        for (int i = 0; i < group.size(); i++) {
          group.get(i).fail(thrown);
        }
      }
      finishGroup();
    }
  }

  /** The first that waits, and those behind it that may share its transaction; false at the end. */
  private boolean takeGroup() {
    lock.lock();
    try {
      do {
        while (queue.isEmpty()) {
          if (closed) {
            return false;
          }
          awaitQueued(1, FOR_EVER.toNanos());
        }
        gather();
        // all may have given up meanwhile
      } while (queue.isEmpty());
      since = System.nanoTime();
      writes = true;
      do {
        group.add(queue.poll());
      } while (group.get(0).kind() != Kind.ALONE
          && group.size() < LARGEST
          && !queue.isEmpty()
          && queue.peek().kind() != Kind.ALONE);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void gather() {
    int count = gathering.wanted(queue.size());
    if (count <= queue.size()) {
      return;
    }
    long end = System.nanoTime() + moment.toNanos();
    long remaining = moment.toNanos();
    while (queue.size() < count && !queue.isEmpty() && !closed && remaining > 0) {
      awaitQueued(count, remaining);
      remaining = end - System.nanoTime();
    }
    gathering.waited(queue.size() >= count);
  }

  /** May return early. */
  private void awaitQueued(int count, long nanos) {
    wanted = count;
    idle = true;
    lock.unlock();
    LockSupport.parkNanos(this, nanos);
    lock.lock();
    idle = false;
  }

  /** Nothing in here may fail: nobody would ever finish the others. */
  private void finishGroup() {
    // before anybody comes back who was in it
    try {
      gathering.wrote(group.size(), waiting());
    } catch (Throwable e) {
      // no memory to wait for the lock; the next group waits for as many as this one
    }
    // from the end: whom a turn wakes has to find itself finished
    for (int i = group.size() - 1; i >= 0; i--) {
      group.get(i).wakes(inGroup(2 * i + 1), inGroup(2 * i + 2));
      group.get(i).finish();
    }
    group.get(0).wake();
    group.clear();
    writes = false;
  }

  private Turn<R, ?> inGroup(int index) {
    return index < group.size() ? group.get(index) : null;
  }
}
