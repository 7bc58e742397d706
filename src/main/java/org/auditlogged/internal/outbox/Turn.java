// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread's piece of work on its way through a {@link GroupCommit}, done on rows of kind R.
 * Invariant: its end is told exactly once: to the thread that brought the work, by {@link
 * #outcome}, or, when that {@link #abandon gave up waiting}, to whom it named for that.
 *
 * <p>Created and awaited by the bringing thread; run and finished by the one that writes.
 */
final class Turn<R, T> {
  /** Nobody waits longer at a time, so that one whose waking got lost finds out by itself. */
  private static final long LONGEST_PARK = 1_000_000_000;

  /** What is to be done within the transaction. May be done again after a rollback. */
  interface Work<R, T> {
    T on(R rows) throws SQLException;
  }

  /** Told how work ended that nobody waited for any more; on the thread that writes. */
  interface Late {
    /**
     * @param failure why nothing of the work is kept; null when all of it is
     */
    void ended(Throwable failure);
  }

  /** How a turn may share. */
  enum Kind {
    /** Brings new entries: refused when the configured size is reached. */
    APPEND,
    /**
     * Settles entries that are there: always has room, or a full outbox could never become empty.
     */
    SETTLE,
    /** As settling, but may be forgotten in a crash, which ends all leases anyway. */
    CLAIM,
    /** Runs outside any transaction, while nobody writes. */
    ALONE
  }

  private enum Part {
    WAITS,
    ABANDONED,
    DONE
  }

  private final Kind kind;
  private final Work<R, T> work;
  private final Late late;
  private final Thread thread = Thread.currentThread();
  private final AtomicReference<Part> part = new AtomicReference<>(Part.WAITS);
  private T result;
  private Throwable failure;

  /** Whom this one's thread wakes. */
  private Turn<?, ?> left;

  private Turn<?, ?> right;

  Turn(Kind kind, Work<R, T> work) {
    this(kind, work, failure -> {});
  }

  Turn(Kind kind, Work<R, T> work, Late late) {
    this.kind = kind;
    this.work = work;
    this.late = late;
  }

  Kind kind() {
    return kind;
  }

  void run(R rows) throws SQLException {
    failure = null;
    result = work.on(rows);
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  /** Before it is finished, and after those two are. */
  void wakes(Turn<?, ?> one, Turn<?, ?> other) {
    left = one;
    right = other;
  }

  /** No more is done; its thread may see so, and still has to be woken. */
  void finish() {
    if (!part.compareAndSet(Part.WAITS, Part.DONE)) {
      try {
        late.ended(failure);
      } catch (Throwable e) {
        // the thread that writes has others to finish
      }
      wakeOthers();
    }
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** Waking many takes longer than an fsync may, so they do it among themselves. */
  private void wakeOthers() {
    if (left != null) {
      left.wake();
    }
    if (right != null) {
      right.wake();
    }
  }

  /** Waits for its end, whatever interrupts, but no longer than that; whether it came. */
  boolean await(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    long remaining = longest.toNanos();
    while (part.get() == Part.WAITS && remaining > 0) {
      LockSupport.parkNanos(this, Math.min(remaining, LONGEST_PARK));
      // with the flag left up, park would return at once and this thread would spin
      interrupted |= Thread.interrupted();
      remaining = end - System.nanoTime();
    }
    if (interrupted) {
      thread.interrupt();
    }
    return part.get() != Part.WAITS;
  }

  /** Waits no more; false when it has just ended. */
  boolean abandon() {
    return part.compareAndSet(Part.WAITS, Part.ABANDONED);
  }

  /** Once, by the thread that brought it, when it is finished. */
  T outcome() throws SQLException {
    wakeOthers();
    if (failure instanceof SQLException refused) {
      throw refused;
    }
    if (failure != null) {
      throw new SQLException(failure.toString(), failure);
    }
    return result;
  }
}
