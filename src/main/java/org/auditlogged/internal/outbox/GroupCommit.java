// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.auditlogged.internal.outbox.Turn.Kind;

/**
 * Lets many threads share one commit, and so one fsync: while one thread commits, the others queue,
 * and the first of them commits for all. Invariants: at most one thread leads at any time; turns
 * are taken in the order they came; every turn that was queued is finished exactly once, or
 * withdrawn before anybody began it.
 *
 * <p>An append waits for a commit that is not its own no longer than {@link #PATIENCE}: a disk that
 * hangs holds up those whose commit it is, because nobody knows what becomes of it, and no others.
 * One that is given up has not been begun, and never will be.
 *
 * <p>For any thread. All state is behind {@code lock}, which is never held during the work itself.
 */
final class GroupCommit implements AutoCloseable {
  private static final int LARGEST = 256;

  /** Far longer than a disk takes that works, and shorter than callers wait for an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How many calls deep a leader may go, with plenty to spare. */
  private static final int DEEPEST = 1_000;

  private final Consumer<List<Turn<?>>> commit;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Turn<?>> queue = new ArrayDeque<>();
  private final long patience;
  private boolean led;
  private boolean closed;

  /** Since when the leader has been at it, in nanos; means nothing while nobody leads. */
  private long since;

  /** What is done while nobody writes. */
  interface Action {
    void run() throws SQLException;
  }

  /**
   * @param commit runs a group of turns in a transaction, and fails those that failed; called by
   *     one thread at a time
   */
  GroupCommit(Consumer<List<Turn<?>>> commit) {
    this(commit, PATIENCE);
  }

  GroupCommit(Consumer<List<Turn<?>>> commit, Duration patience) {
    this.commit = commit;
    this.patience = patience.toNanos();
  }

  /** Returns when the turn's transaction is durable, with the result of its work. */
  <T> T share(Turn<T> turn) throws SQLException {
    return take(turn, false);
  }

  /** Runs the action on the calling thread while no other turn runs. */
  void alone(Action action) throws SQLException {
    take(turn(action), false);
  }

  /** Lets those queued finish and refuses those that come later. */
  @Override
  public void close() throws SQLException {
    take(turn(() -> {}), true);
  }

  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private static Turn<Void> turn(Action action) {
    return new Turn<>(
        Kind.ALONE,
        rows -> {
          action.run();
          return null;
        });
  }

  private <T> T take(Turn<T> turn, boolean last) throws SQLException {
    ensureStack();
    boolean leads;
    lock.lock();
    try {
      if (closed) {
        throw new SQLException("it is closed");
      }
      if (turn.kind() == Kind.APPEND && led && System.nanoTime() - since > patience) {
        throw slow();
      }
      closed = last;
      queue.add(turn);
      leads = !led;
      if (leads) {
        led = true;
        since = System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
    if (leads || awaitLead(turn)) {
      lead(turn);
    }
    return turn.outcome();
  }

  private boolean awaitLead(Turn<?> turn) throws SQLException {
    if (turn.kind() == Kind.APPEND && !turn.awaitPart(patience) && isWithdrawn(turn)) {
      throw slow();
    }
    return turn.awaitLead();
  }

  /** Whether nobody had begun it, nor will now. */
  private boolean isWithdrawn(Turn<?> turn) {
    lock.lock();
    try {
      // the head may have been told to lead just now
      return !turn.hasPart() && queue.remove(turn);
    } finally {
      lock.unlock();
    }
  }

  private SQLException slow() {
    return new SQLException(
        "its disk has not written for more than " + patience / 1_000_000_000 + " s");
  }

  /**
   * Callers may come at the end of their stack. One that overflowed while it leads could not even
   * pass on, and all others would wait for ever; so it overflows here, where nobody waits for it.
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

  private void lead(Turn<?> own) {
    List<Turn<?>> group = List.of();
    try {
      group = nextGroup();
      if (own.kind() == Kind.ALONE) {
        own.run(null);
      } else {
        commit.accept(group);
      }
    } catch (Throwable thrown) {
      // even an Error must not leave the others waiting for ever; without any new object, because
      // there may be no memory for one
      if (group.isEmpty()) {
        withdraw(own, thrown);
      }
      for (int i = 0; i < group.size(); i++) {
        group.get(i).fail(thrown);
      }
    }
    // first the next leader, then the rest: its commit need not wait for their waking
    passOn();
    group.forEach(Turn::finish);
  }

  /**
   * The leader's own turn, which is at the head, and those behind it that may share its
   * transaction.
   */
  private List<Turn<?>> nextGroup() {
    lock.lock();
    try {
      // with room for all: from here on nothing can fail
      var group = new ArrayList<Turn<?>>(LARGEST);
      do {
        group.add(queue.poll());
      } while (group.get(0).kind() != Kind.ALONE
          && group.size() < LARGEST
          && !queue.isEmpty()
          && queue.peek().kind() != Kind.ALONE);
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** The leader's own turn, when not even its group could be made. */
  private void withdraw(Turn<?> own, Throwable thrown) {
    lock.lock();
    try {
      queue.poll();
    } finally {
      lock.unlock();
    }
    own.fail(thrown);
  }

  private void passOn() {
    lock.lock();
    try {
      led = !queue.isEmpty();
      if (led) {
        since = System.nanoTime();
        queue.peek().lead();
      }
    } finally {
      lock.unlock();
    }
  }
}
