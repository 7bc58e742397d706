// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one thread wait until it is woken or time is up. Invariant: a wake-up that comes while the
 * thread is busy is kept and makes its next wait return at once; several count as one. {@link
 * #wake} is for any thread and costs one volatile read while a wake-up is pending; {@link #await}
 * is for the one thread.
 */
final class Waiter {
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile Thread waiting;

  void wake() {
    if (!woken.get() && woken.compareAndSet(false, true)) {
      // null is allowed: then nobody waits, and the flag is seen before the next wait
      LockSupport.unpark(waiting);
    }
  }

  /** Whether a wake-up is pending. */
  boolean isWoken() {
    return woken.get();
  }

  void await(Duration longest) {
    waiting = Thread.currentThread();
    long end = System.nanoTime() + longest.toNanos();
    long left = longest.toNanos();
    while (!woken.get() && left > 0) {
      LockSupport.parkNanos(this, left);
      // a pending interrupt would turn every further wait into a busy loop
      Thread.interrupted();
      left = end - System.nanoTime();
    }
    woken.set(false);
  }
}
