// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.SteadyClock;
import org.auditlogged.internal.delivery.CourierLoop;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.SqlOutbox;
import org.auditlogged.support.ChaosWorkOs;
import org.auditlogged.support.EmptyConfig;
import org.auditlogged.support.Measurement;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * How fast a backlog is delivered over real HTTP: with the defaults to a receiver that allows 100 a
 * second, and without a limit to one that answers at once, which shares the process.
 */
public final class DeliveryBenchmark implements Measurement {
  private static final int LIMITED = 2_700;
  private static final int UNLIMITED = Integer.getInteger("delivery.events", 100_000);
  private static final byte[] BODY =
      ("{\"organization_id\":\"org_1\",\"event\":{\"text\":\"" + "x".repeat(900) + "\"}}")
          .getBytes(StandardCharsets.UTF_8);

  private static final String HEADER =
      """

      ## Delivery of a backlog

      Targets: 85 a second and less than 1 %% answered 429 where 100 a second are allowed; 2,000 a second without a limit.

      | receiver | events | took | events/s | answered 429 | threads of ours | heap above that before, with the receiver, which remembers every key |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  private int mostThreads;
  private long mostHeap;

  @Override
  public String report() throws Exception {
    EmptyConfig.install();
    var text = new StringBuilder(HEADER.formatted());
    // the compiler's
    delivered("warm-up", 5_000, 0, new Speed(100_000, 16));
    text.append(delivered("allows 100/s", LIMITED, 100, new Speed(90, 8)));
    text.append(delivered("answers at once", UNLIMITED, 0, new Speed(100_000, 16)));
    return text.toString();
  }

  private record Speed(int rate, int concurrency) {}

  private String delivered(String receiver, int count, int allowed, Speed speed) throws Exception {
    var directory = Files.createTempDirectory(Path.of("target"), "delivery");
    var clock = SteadyClock.start();
    try (var workOs = ChaosWorkOs.start(1).always(ChaosWorkOs.Mood.FINE);
        var outbox = SqlOutbox.open(settings(directory), clock)) {
      if (allowed > 0) {
        workOs.rate(allowed);
      }
      fill(outbox, count);
      long before = heap();
      long started = System.nanoTime();
      deliver(outbox, workOs.uri(), speed, clock);
      double seconds = (System.nanoTime() - started) / 1e9;
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.1f s | %,.0f | %.2f %% | %d | %,d MB |%n",
          receiver,
          count,
          seconds,
          count / seconds,
          100.0 * workOs.throttled() / workOs.requests(),
          mostThreads,
          Math.max(0, mostHeap - before) >> 20);
    } finally {
      delete(directory);
    }
  }

  private static AuditConfig.Outbox settings(Path directory) {
    return new AuditConfig.Outbox(directory.resolve("outbox"), AuditConfig.Sync.FULL, 1L << 32);
  }

  private static void fill(SqlOutbox outbox, int count) {
    for (int from = 0; from < count; from += 500) {
      var piece = new ArrayList<Entry>();
      for (int i = from; i < Math.min(count, from + 500); i++) {
        piece.add(new Entry(UUID.randomUUID(), "org_1", "a.b", Instant.EPOCH, BODY));
      }
      outbox.append(piece);
    }
  }

  private void deliver(SqlOutbox outbox, URI uri, Speed speed, SteadyClock clock)
      throws InterruptedException {
    mostThreads = 0;
    mostHeap = 0;
    var settings =
        new AuditConfig.Delivery(
            speed.rate,
            speed.concurrency,
            Duration.ofMillis(500),
            Duration.ofMinutes(5),
            Duration.ZERO);
    var destination = new WorkOsDestination(client(uri), () -> Optional.of("sk_test"), "b", clock);
    var loader = DeliveryBenchmark.class.getClassLoader();
    try (var loop = new CourierLoop(outbox, destination, settings, clock, loader)) {
      loop.start();
      for (long looks = 1; outbox.ledger().waiting() > 0; looks++) {
        TimeUnit.MILLISECONDS.sleep(5);
        if (looks % 1_000 == 0) {
          look();
        }
      }
      look();
    }
  }

  private void look() {
    mostHeap = Math.max(mostHeap, heap());
    mostThreads =
        Math.max(
            mostThreads,
            (int)
                Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("auditlogged-"))
                    .count());
  }

  /** What is left after a collection. */
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static WorkOsEvents client(URI uri) {
    return RestClientBuilder.newBuilder()
        .baseUri(uri)
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(10, TimeUnit.SECONDS)
        .build(WorkOsEvents.class);
  }
}
