// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Rounds;
import org.auditlogged.support.Spread;

/**
 * What a million waiting events cost: whether claims and acks are slower than with a thousand
 * waiting, and how long a process that has 128 MB takes to open them.
 */
public final class BacklogBenchmark implements Measurement {
  private static final int FEW = 1_000;
  private static final int BATCH = 100;

  /** How many batches a round claims and acks. */
  private static final int BATCHES = 5;

  private static final Duration LEASE = Duration.ofHours(1);

  private static final String HEADER =
      """
      Events claimed and acked in hundreds, medians of %,d pairs of rounds: with so many of 1 KB waiting, and the ratio with its quartiles.

      | sync | %,d waiting, events/s | %,d waiting, events/s | ratio |
      | --- | --- | --- | --- |
      """;

  private static final int OPENINGS = 5;

  private static final String OPENED =
      """

      Opened by a process with 128 MB that has opened an empty one before, %d times: ms until it was counted what waits, and MB of heap beyond those with the empty one, medians (least … most).

      | waiting | ms | MB |
      | --- | --- | --- |
      """;

  private final int many;
  private final int rounds;

  /** With as many as are promised. */
  public BacklogBenchmark() {
    this(1_000_000, 40);
  }

  BacklogBenchmark(int many, int rounds) {
    this.many = many;
    this.rounds = rounds;
  }

  @Override
  public String report() throws Exception {
    var directory = Files.createTempDirectory(Path.of("target"), "backlog");
    try {
      BacklogProcess.run(directory.resolve("many"), "fill", many);
      BacklogProcess.run(directory.resolve("other"), "fill", FEW);
      var opened =
          String.format(Locale.ROOT, OPENED, OPENINGS)
              + opened(directory.resolve("many"), many)
              + opened(directory.resolve("other"), FEW);
      var table = new StringBuilder(String.format(Locale.ROOT, HEADER, rounds, many, FEW));
      for (var sync : Sync.values()) {
        table.append(row(directory, sync));
      }
      return table + opened;
    } finally {
      delete(directory);
    }
  }

  private static String opened(Path directory, int waiting) throws Exception {
    var millis = new ArrayList<Long>();
    var heap = new ArrayList<Long>();
    for (int i = 0; i < OPENINGS; i++) {
      var measured = BacklogProcess.run(directory, "open", waiting);
      if (measured.get("waiting") != waiting) {
        throw new IllegalStateException("not " + waiting + " waiting: " + measured);
      }
      millis.add(measured.get("opened"));
      heap.add(measured.get("heap"));
    }
    return String.format(
        Locale.ROOT,
        "| %,d | %s | %s |%n",
        waiting,
        Spread.of("%.0f", millis.stream().mapToDouble(Long::doubleValue)),
        Spread.of("%.0f", heap.stream().mapToDouble(Long::doubleValue)));
  }

  private String row(Path directory, Sync sync) throws Exception {
    try (var full = open(directory.resolve("many"), sync);
        var few = open(directory.resolve("few"), sync)) {
      var pairs = Rounds.of(rounds, new Settling(full, 0), new Settling(few, FEW));
      double events = BATCHES * BATCH;
      return String.format(
          Locale.ROOT,
          "| %s | %,.0f | %,.0f | × %.2f (%.2f … %.2f) |%n",
          sync,
          events / pairs.ours(),
          events / pairs.bare(),
          pairs.ratio(0.5),
          pairs.ratio(0.25),
          pairs.ratio(0.75));
    }
  }

  private static SqlOutbox open(Path directory, Sync sync) {
    return SqlOutbox.open(new AuditConfig.Outbox(directory, sync, 8L << 30), Clock.systemUTC());
  }

  /**
   * @param waiting how many wait when a round begins; 0 for as many as there are
   */
  record Settling(SqlOutbox outbox, int waiting) implements Rounds.Round {
    @Override
    public void prepare() {
      int missing = waiting == 0 ? 0 : waiting - (int) outbox.counts().waiting();
      outbox.append(Stream.generate(Settling::entry).limit(missing).toList());
    }

    @Override
    public void run() {
      for (int i = 0; i < BATCHES; i++) {
        var claimed = outbox.claim(BATCH, LEASE);
        if (claimed.size() != BATCH) {
          throw new IllegalStateException("found " + claimed.size());
        }
        outbox.ack(claimed);
      }
    }

    private static Entry entry() {
      return new Entry(UUID.randomUUID(), "org_1", "thing.done", Instant.now(), new byte[1_000]);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
