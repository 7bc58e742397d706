// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything at once: many threads append and wake, and the other side answers as it likes. */
@Timeout(120)
class CourierStressTest {
  private static final int CONCURRENCY = 6;
  private static final int CALLERS = 4;
  private static final int EACH = 500;

  private final MemoryOutbox outbox = new MemoryOutbox(Clock.systemUTC());
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
  private final Set<UUID> twiceAtATime = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Integer> delivered = new ConcurrentHashMap<>();

  private Verdict answer(Claimed entry) {
    var id = entry.entry().id();
    most.accumulateAndGet(open.incrementAndGet(), Math::max);
    if (!underWay.add(id)) {
      twiceAtATime.add(id);
    }
    try {
      Thread.yield();
      int dice = ThreadLocalRandom.current().nextInt(100);
      if (dice < 2) {
        return new Verdict.Unavailable("503");
      }
      if (dice < 3) {
        return new Verdict.Throttled(Duration.ofMillis(5));
      }
      if (dice < 4) {
        throw new IllegalStateException("inside");
      }
      if (dice < 6) {
        return new Verdict.Refused(new Refusal(Refusal.By.EVENT, 422, "422"));
      }
      if (dice < 8 && !entry.isShrunk()) {
        return new Verdict.TooLarge(new byte[] {'{', '}'});
      }
      delivered.merge(id, 1, Integer::sum);
      return new Verdict.Delivered();
    } finally {
      underWay.remove(id);
      open.decrementAndGet();
    }
  }

  @Test
  void everyEntryIsDeliveredOnceOrParked() throws InterruptedException {
    var destination = new ScriptedDestination();
    destination.always(this::answer);
    var settings =
        new AuditConfig.Delivery(
            100_000,
            CONCURRENCY,
            Duration.ofMillis(2),
            Duration.ofMillis(50),
            Duration.ofSeconds(5));
    try (var loop =
        new CourierLoop(
            outbox, destination, settings, Clock.systemUTC(), getClass().getClassLoader())) {
      loop.start();
      var callers =
          IntStream.range(0, CALLERS).mapToObj(n -> new Thread(() -> append(loop))).toList();
      callers.forEach(Thread::start);
      for (var caller : callers) {
        caller.join();
      }
      await().atMost(Duration.ofSeconds(90)).until(() -> outbox.counts().waiting() == 0);
      int parked = (int) outbox.counts().parked();
      assertThat(parked).isBetween(1, CALLERS * EACH - 1);
      assertThat(loop.delivered()).isEqualTo(CALLERS * EACH - parked);
    }
    assertThat(delivered.values()).allMatch(times -> times == 1);
    assertThat(delivered.keySet()).doesNotContainAnyElementsOf(outbox.parked().keySet());
    assertThat(twiceAtATime).isEmpty();
    assertThat(most).hasValueLessThanOrEqualTo(CONCURRENCY);
  }

  private void append(CourierLoop loop) {
    for (int i = 0; i < EACH; i++) {
      outbox.add("thing.done");
      loop.wake();
    }
  }
}
