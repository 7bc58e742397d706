// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.IOException;
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
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast a backlog is delivered over real HTTP, with the defaults to a receiver that allows 100 a
 * second, and without a limit to one that answers at once. Prints events a second and the share of
 * 429.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class DeliveryBenchmark {
  private static final int LIMITED = 2_700;
  private static final int UNLIMITED = 20_000;
  private static final byte[] BODY =
      ("{\"organization_id\":\"org_1\",\"event\":{\"text\":\"" + "x".repeat(900) + "\"}}")
          .getBytes(StandardCharsets.UTF_8);

  private Path directory;
  private ChaosWorkOs workOs;
  private SqlOutbox outbox;
  private SteadyClock clock;
  private long started;
  private int events;

  /** A fresh outbox and receiver. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    EmptyConfig.install();
    directory = Files.createTempDirectory(Path.of("target"), "delivery");
    clock = SteadyClock.start();
    workOs = ChaosWorkOs.start(1).always(ChaosWorkOs.Mood.FINE);
    var settings =
        new AuditConfig.Outbox(directory.resolve("outbox"), AuditConfig.Sync.FULL, 1L << 32);
    outbox = SqlOutbox.open(settings, clock);
  }

  /** Prints what JMH does not know. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    var seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d events, %.0f a second, %d requests, %.2f %% of them answered 429%n",
        events,
        events / seconds,
        workOs.requests(),
        100.0 * workOs.throttled() / workOs.requests());
    outbox.close();
    workOs.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The account's limit, and the default rate. */
  @Benchmark
  public void allowed100() throws InterruptedException {
    workOs.rate(100);
    deliver(LIMITED, 90, 8);
  }

  /** No limit on either side. */
  @Benchmark
  public void unlimited() throws InterruptedException {
    deliver(UNLIMITED, 100_000, 16);
  }

  private void deliver(int count, int rate, int concurrency) throws InterruptedException {
    events = count;
    for (int from = 0; from < count; from += 500) {
      var piece = new ArrayList<Entry>();
      for (int i = from; i < Math.min(count, from + 500); i++) {
        piece.add(new Entry(UUID.randomUUID(), "org_1", "a.b", Instant.EPOCH, BODY));
      }
      outbox.append(piece);
    }
    started = System.nanoTime();
    var settings =
        new AuditConfig.Delivery(
            rate, concurrency, Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ZERO);
    var destination =
        new WorkOsDestination(client(workOs.uri()), () -> Optional.of("sk_test"), "b", clock);
    var loader = DeliveryBenchmark.class.getClassLoader();
    try (var loop = new CourierLoop(outbox, destination, settings, clock, loader)) {
      loop.start();
      while (outbox.ledger().waiting() > 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }

  private static WorkOsEvents client(URI uri) {
    return RestClientBuilder.newBuilder()
        .baseUri(uri)
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(30, TimeUnit.SECONDS)
        .build(WorkOsEvents.class);
  }
}
