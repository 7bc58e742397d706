// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.SteadyClock;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.SqlOutbox;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's clock is corrected while events are under way and wait. */
class ClockJumpTest {
  @TempDir static Path directory;

  private final MutableClock wall = new MutableClock();
  private final AtomicLong nanos = new AtomicLong();
  private final ScriptedDestination destination = new ScriptedDestination();
  private final Queue<Runnable> sendings = new ArrayDeque<>();
  private SqlOutbox outbox;
  private Courier unit = open();

  private Courier open() {
    var clock = new SteadyClock(wall, nanos::get);
    var folder = directory.resolve(UUID.randomUUID().toString());
    if (outbox == null) {
      settings = new AuditConfig.Outbox(folder, Sync.NORMAL, 1L << 30);
    }
    outbox = SqlOutbox.open(settings, clock);
    var delivery =
        new AuditConfig.Delivery(
            1000, 8, Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofSeconds(1));
    var outside = new Outside(clock, nanos::get, () -> 0.5);
    return new Courier(
        outbox, destination, delivery, sendings::add, outside, new Log(new CapturedLog(), clock));
  }

  private AuditConfig.Outbox settings;

  @AfterEach
  void close() {
    outbox.close();
  }

  private void pass(Duration time) {
    wall.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  private void append() {
    outbox.append(
        List.of(new Entry(UUID.randomUUID(), "org_1", "a.b", Instant.EPOCH, new byte[] {1})));
  }

  private void round() {
    unit.runOnce();
    while (!sendings.isEmpty()) {
      sendings.poll().run();
    }
    unit.runOnce();
  }

  @Test
  void putBackADayItStallsNobody() {
    append();
    destination.next(new Verdict.Unavailable("503"));
    round();
    wall.advance(Duration.ofDays(-1));
    pass(Duration.ofSeconds(1));
    append();
    round();
    round();

    assertThat(unit.delivered()).isEqualTo(2);
  }

  @Test
  void putForthAnHourItSendsNothingTwice() {
    append();
    unit.runOnce();
    wall.advance(Duration.ofHours(1));
    pass(Duration.ofSeconds(2));
    unit.runOnce();

    assertThat(sendings).hasSize(1);
  }

  @Test
  void putBackWhileTheProcessWasGoneItStallsNobodyForLong() {
    append();
    destination.next(new Verdict.Unavailable("503"));
    round();
    outbox.close();
    wall.advance(Duration.ofDays(-1));
    unit = open();
    round();

    assertThat(unit.delivered()).isEqualTo(1);
  }
}
