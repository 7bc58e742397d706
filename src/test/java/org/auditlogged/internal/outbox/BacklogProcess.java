// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;

/**
 * A process of its own, with little memory, that leaves a backlog, opens or works off one.
 * Arguments: folder, {@code fill}, {@code open} or {@code drain}, how many. Prints what it measured
 * as {@code name=value}.
 */
final class BacklogProcess {
  private static final int BATCH = 500;
  private static final Duration LEASE = Duration.ofHours(1);

  private BacklogProcess() {}

  /** What it measured, by name. */
  static Map<String, Long> run(Path directory, String what, int count) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var process =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-cp",
                classes,
                BacklogProcess.class.getName(),
                directory.toString(),
                what,
                String.valueOf(count))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> line.split("="))
          .collect(Collectors.toMap(line -> line[0], line -> Long.valueOf(line[1])));
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  public static void main(String[] arguments) throws Exception {
    var directory = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[2]);
    if (arguments[1].equals("fill")) {
      fill(open(directory), count);
    } else {
      // loads what any start has to load, backlog or not
      open(directory.resolve("empty")).close();
      long idle = heap();
      var outbox = reopen(directory);
      if (arguments[1].equals("open")) {
        print("heap", (heap() - idle) >> 20);
      } else {
        drain(outbox, directory, count, idle);
      }
    }
    System.out.flush();
    // as if it had been killed
    Runtime.getRuntime().halt(0);
  }

  private static SqlOutbox open(Path directory) {
    return SqlOutbox.open(
        new AuditConfig.Outbox(directory, Sync.NORMAL, 4L << 30), Clock.systemUTC());
  }

  private static void fill(SqlOutbox outbox, int count) {
    var random = new Random(7);
    for (int appended = 0; appended < count; appended += BATCH) {
      var entries = new ArrayList<Entry>(BATCH);
      for (int i = 0; i < Math.min(BATCH, count - appended); i++) {
        var body = new byte[1_000];
        random.nextBytes(body);
        entries.add(new Entry(UUID.randomUUID(), "org_1", "thing.done", Instant.now(), body));
      }
      outbox.append(entries);
    }
    print("waiting", outbox.counts().waiting());
  }

  private static SqlOutbox reopen(Path directory) {
    long start = System.nanoTime();
    var outbox = open(directory);
    print("waiting", outbox.counts().waiting());
    outbox.nextDue().orElseThrow();
    print("opened", (System.nanoTime() - start) / 1_000_000);
    return outbox;
  }

  private static void drain(SqlOutbox outbox, Path directory, int count, long idle)
      throws Exception {
    var file = directory.resolve("outbox.db");
    print("full", (Files.size(file) + Files.size(directory.resolve("outbox.db-wal"))) >> 20);
    long most = heap();

    // a courier that lets half of it fail once, and settles in no order at all
    var random = new Random(11);
    long start = System.nanoTime();
    int acked = 0;
    for (int round = 0; acked < count; round++) {
      var claimed = new ArrayList<>(outbox.claim(2 * BATCH, LEASE));
      Collections.shuffle(claimed, random);
      var delivered = new ArrayList<Claimed>();
      for (var entry : claimed) {
        if (entry.attempts() == 0 && random.nextInt(20) == 0) {
          outbox.retry(entry, Instant.EPOCH);
        } else {
          delivered.add(entry);
        }
      }
      outbox.ack(delivered);
      acked += delivered.size();
      if (round % 50 == 0) {
        most = Math.max(most, heap());
      }
    }
    print("drained", (System.nanoTime() - start) / 1_000_000);
    print("left", outbox.counts().waiting());
    print("heap", (most - idle) >> 20);
    print("shrunk", shrunk(outbox, file) >> 20);
  }

  /** The size once the checkpointer came round; it is woken by what is written. */
  private static long shrunk(SqlOutbox outbox, Path file) throws Exception {
    var entry = new Entry(UUID.randomUUID(), "org", "a.b", Instant.now(), new byte[5 << 20]);
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (Files.size(file) > 40L << 20 && System.nanoTime() < deadline) {
      outbox.append(List.of(entry));
      outbox.ack(outbox.claim(1, LEASE));
    }
    return Files.size(file);
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }
}
