// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.outbox.Outbox;

/**
 * Runs a courier's steps on a thread of its own, and its sendings on a few more. Invariant: the
 * loop ends by {@link #close} and by nothing else. The threads are daemons, carry the application's
 * class loader, and are not the server's: what a server gives to asynchronous observers is not
 * bounded. For any thread.
 */
public final class CourierLoop implements AutoCloseable {
  private static final Duration IDLE_SENDER = Duration.ofSeconds(30);
  // 5 s to connect and 10 s to read, unless configured otherwise
  static final Duration LONGEST_SENDING = Duration.ofSeconds(20);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  private final Waiter waiter = new Waiter();
  private final Log log = Log.of(CourierLoop.class);
  private final Duration grace;
  private final ClassLoader application;
  private final Set<Thread> sending = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor senders;
  private final Courier courier;
  private final Thread thread;
  private volatile boolean closing;

  public CourierLoop(
      Outbox outbox,
      Destination destination,
      AuditConfig.Delivery settings,
      Clock clock,
      ClassLoader application) {
    this.grace = settings.shutdownGrace();
    this.application = application;
    this.senders = senders(settings.concurrency());
    this.courier =
        new Courier(outbox, destination, settings, this::execute, Outside.real(clock), log);
    this.thread = daemon(this::run, "auditlogged-courier");
  }

  public void start() {
    thread.start();
  }

  /** Something was appended. Cheap, and never needed: what nobody told is found by itself. */
  public void wake() {
    if (awaitsEvents()) {
      waiter.wake();
    }
  }

  /**
   * Whether {@link #wake} would change anything. Not while the courier is about to look anyway, or
   * waits for something else: its rate, a free sender, the end of an outage.
   */
  public boolean awaitsEvents() {
    return courier.awaitsEvents() && !waiter.isWoken();
  }

  /** How many were delivered since the start. */
  public long delivered() {
    return courier.delivered();
  }

  /** Whether delivery waits for an operator. */
  public boolean isHalted() {
    return courier.isHalted();
  }

  /** Why nothing is delivered now, for people. */
  public Optional<String> obstacle() {
    return courier.obstacle();
  }

  /**
   * Stops claiming, waits for sendings under way as long as configured, settles them, and leaves
   * the rest to their leases. Their threads are interrupted, and awaited where a client does not
   * heed that, until its own time limit ends them: no thread of an application that is gone stays.
   * Idempotent.
   */
  @Override
  public void close() {
    closing = true;
    waiter.wake();
    try {
      // a loop that was never started has ended, as far as join is concerned
      thread.join(grace.plus(AFTER_A_FAILURE).toMillis());
      senders.shutdownNow();
      awaitSenders(System.nanoTime() + LONGEST_SENDING.toNanos());
    } catch (InterruptedException e) {
      senders.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** The threads themselves: a pool has ended when its threads are about to. */
  private void awaitSenders(long end) throws InterruptedException {
    for (var sender : sending) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      sender.join(Math.max(1, left));
    }
  }

  private void run() {
    while (!closing) {
      waiter.await(step());
    }
    long end = System.nanoTime() + grace.toNanos();
    long left = grace.toNanos();
    while (!courier.finish() && left > 0) {
      waiter.await(Duration.ofNanos(left));
      left = end - System.nanoTime();
    }
  }

  private Duration step() {
    try {
      return courier.runOnce();
    } catch (Throwable t) {
      // not even telling about a failure may end the loop
      return AFTER_A_FAILURE;
    }
  }

  private void execute(Runnable sending) {
    senders.execute(
        () -> {
          try {
            sending.run();
          } finally {
            waiter.wake();
          }
        });
  }

  private ThreadPoolExecutor senders(int concurrency) {
    var number = new AtomicInteger();
    ThreadFactory threads =
        task -> {
          var thread = daemon(task, "auditlogged-sender-" + number.incrementAndGet());
          sending.removeIf(other -> other.getState() == Thread.State.TERMINATED);
          sending.add(thread);
          return thread;
        };
    var pool =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            IDLE_SENDER.toNanos(),
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private Thread daemon(Runnable task, String name) {
    // without the deploying thread's inheritable values, which would live as long as the loop
    var thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(application);
    return thread;
  }
}
