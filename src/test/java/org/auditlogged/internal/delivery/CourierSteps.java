// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;

/** One courier, one clock, no threads. */
abstract class CourierSteps {
  static final Verdict DOWN = new Verdict.Unavailable("503, X-Request-ID req_1");
  static final Verdict NO_ACCESS = new Verdict.Halted("401 Unauthorized");
  static final Duration SECOND = Duration.ofSeconds(1);

  final MutableClock clock = new MutableClock();
  final MemoryOutbox outbox = new MemoryOutbox(clock);
  final ScriptedDestination destination = new ScriptedDestination();
  final CapturedLog log = new CapturedLog();
  final Queue<Runnable> sendings = new ArrayDeque<>();
  final Courier unit = courier(1000, 8);

  // half the jitter: the first backoff is 250 ms, then 500 ms, 1 s, 2 s …
  Courier courier(int rate, int concurrency) {
    var settings =
        new AuditConfig.Delivery(
            rate, concurrency, Duration.ofMillis(500), Duration.ofMinutes(5), SECOND);
    var outside =
        new Outside(
            clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(), () -> 0.5);
    return new Courier(outbox, destination, settings, sendings::add, outside, new Log(log, clock));
  }

  /** A step, the sendings it started, and the step that settles them. */
  void round() {
    unit.runOnce();
    sendAll();
    unit.runOnce();
  }

  void sendAll() {
    for (var next = sendings.poll(); next != null; next = sendings.poll()) {
      next.run();
    }
  }

  void advance(Duration duration) {
    clock.advance(duration);
  }
}
