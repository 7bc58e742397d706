// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.SqlOutbox;

/** What an application does between its start and its end, as far as outbox and courier go. */
public final class DeployedOutbox implements Callable<List<Object>> {
  private final Path directory;

  public DeployedOutbox(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<Object> call() throws Exception {
    var settings = new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30);
    var delivery =
        new AuditConfig.Delivery(
            1_000, 2, Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(20));
    var sent = new CountDownLatch(1);
    try (var outbox = SqlOutbox.open(settings, Clock.systemUTC())) {
      var courier = new CourierLoop(outbox, new Sink(sent), delivery, Clock.systemUTC(), loader());
      try (courier) {
        courier.start();
        var entry = new Entry(UUID.randomUUID(), "org", "a.b", Instant.now(), new byte[100]);
        outbox.append(List.of(entry));
        courier.wake();
        sent.await();
      }
      // what the application may do for itself; the driver registers itself
      Class.forName("org.sqlite.JDBC", true, loader());
      return List.of(courier.delivered(), outbox.counts().waiting());
    }
  }

  private static ClassLoader loader() {
    return DeployedOutbox.class.getClassLoader();
  }

  private record Sink(CountDownLatch sent) implements Destination {
    @Override
    public Optional<Obstacle> obstacle() {
      return Optional.empty();
    }

    @Override
    public Verdict send(Claimed entry) {
      sent.countDown();
      return new Verdict.Delivered();
    }
  }
}
