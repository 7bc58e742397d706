// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the outbox's own. It keeps no process alive, and nothing of the thread that happens
 * to start the application: no inheritable value, no class loader. For any thread.
 */
final class Daemon {
  private static final String PREFIX = "auditlogged-";

  private final Thread thread;

  private Daemon(String name, Runnable work) {
    thread = new Thread(null, work, PREFIX + name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Daemon.class.getClassLoader());
  }

  static Daemon start(String name, Runnable work) {
    var daemon = new Daemon(name, work);
    daemon.thread.start();
    return daemon;
  }

  /** Whether the calling thread is one that this library made, be it the courier's. */
  static boolean isOurs() {
    return Thread.currentThread().getName().startsWith(PREFIX);
  }

  void unpark() {
    LockSupport.unpark(thread);
  }

  /** Waits, whatever interrupts, but no longer than that; whether it has ended. */
  boolean awaitEnd(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    long left = longest.toNanos();
    while (thread.isAlive() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = end - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
