// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread's piece of work on its way through a {@link GroupCommit}. Invariant: the outcome is
 * seen by the thread that brought the work only after {@link #finish}, and then no longer changes.
 *
 * <p>Created and awaited by the bringing thread; run and settled by whichever thread leads, one at
 * a time.
 */
final class Turn<T> {

  /** What is to be done within the transaction. May be done again after a rollback. */
  interface Work<T> {
    T on(Rows rows) throws SQLException;
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
    /** Runs on its own thread, outside any transaction, while nobody writes. */
    ALONE
  }

  private enum Part {
    FOLLOWS,
    LEADS,
    DONE
  }

  private final Kind kind;
  private final Work<T> work;
  private final Thread thread = Thread.currentThread();
  private volatile Part part = Part.FOLLOWS;
  private T result;
  private Throwable failure;

  Turn(Kind kind, Work<T> work) {
    this.kind = kind;
    this.work = work;
  }

  Kind kind() {
    return kind;
  }

  void run(Rows rows) throws SQLException {
    failure = null;
    result = work.on(rows);
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  void lead() {
    part = Part.LEADS;
    LockSupport.unpark(thread);
  }

  void finish() {
    part = Part.DONE;
    LockSupport.unpark(thread);
  }

  /** Whether this thread is to lead, or the work is done. */
  boolean hasPart() {
    return part != Part.FOLLOWS;
  }

  /** Waits no longer than so many nanos, whatever interrupts; what {@link #hasPart} says then. */
  boolean awaitPart(long longest) {
    long end = System.nanoTime() + longest;
    boolean interrupted = false;
    for (long left = longest; part == Part.FOLLOWS && left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      // with the flag left up, park would return at once and this thread would spin
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      thread.interrupt();
    }
    return hasPart();
  }

  /**
   * Waits, whatever interrupts; true when this thread is to lead, false when another has done the
   * work.
   */
  boolean awaitLead() {
    while (!awaitPart(Long.MAX_VALUE / 2)) {
      // not in this life
    }
    return part == Part.LEADS;
  }

  T outcome() throws SQLException {
    if (failure instanceof SQLException refused) {
      throw refused;
    }
    if (failure != null) {
      throw new SQLException(failure.toString(), failure);
    }
    return result;
  }
}
