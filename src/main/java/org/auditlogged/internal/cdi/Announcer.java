// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.auditlogged.AuditEvent;

/**
 * Fires events that are kept, asynchronously. The application's observers are called as the
 * container calls any; where it has none, ours is alone, and wakes the courier: that needs nothing
 * of what a managed executor hands over for every task, which on Payara takes longer than the rest
 * of the call. Nor is each of many calls needed then: one that waits is enough, and none while the
 * courier has no use for it. For any thread.
 */
final class Announcer implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;

  private final Event<AuditEvent> events;
  private final BeanManager beans;
  private final ThreadPoolExecutor own;
  private final NotificationOptions onOwn;
  private final BooleanSupplier isAwaited;
  private volatile Boolean isAlone;
  private volatile Thread thread;

  /**
   * @param isAwaited whether the courier would do anything if it were woken
   */
  Announcer(
      Event<AuditEvent> events,
      BeanManager beans,
      ClassLoader application,
      BooleanSupplier isAwaited) {
    this.isAwaited = isAwaited;
    this.events = events;
    this.beans = beans;
    this.own =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            task -> thread(task, application),
            new ThreadPoolExecutor.DiscardPolicy());
    own.allowCoreThreadTimeOut(true);
    this.onOwn = NotificationOptions.ofExecutor(own);
  }

  void announce(AuditEvent event) {
    if (!isAlone(event)) {
      events.fireAsync(event);
    } else if (isAwaited.getAsBoolean()) {
      events.fireAsync(event, onOwn);
    }
  }

  private boolean isAlone(AuditEvent event) {
    var known = isAlone;
    if (known == null) {
      known =
          beans.resolveObserverMethods(event).stream()
              .noneMatch(observer -> observer.isAsync() && observer.getBeanClass() != Wiring.class);
      isAlone = known;
    }
    return known;
  }

  private Thread thread(Runnable task, ClassLoader application) {
    // without the calling thread's inheritable values, which would live as long as this one
    var created = new Thread(null, task, "auditlogged-events", 0, false);
    created.setDaemon(true);
    created.setContextClassLoader(application);
    thread = created;
    return created;
  }

  /** Leaves no thread. */
  @Override
  public void close() {
    own.shutdownNow();
    var last = thread;
    if (last != null) {
      try {
        last.join(TimeUnit.SECONDS.toMillis(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
