// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Rounds;

/**
 * What appends of 1 KB cost beside {@link BareAppends}, when so many threads append at once. Of a
 * busy machine believe the ratio, the processor's time and the fsyncs for each append, of which
 * fewer is better.
 */
public final class AppendBenchmark implements Measurement {
  private static final int ROUNDS = Integer.getInteger("append.rounds", 40);
  private static final int[] THREADS = {1, 4, 16, 64};
  private static final int BODY = 1_000;

  private static final String HEADER =
      """
      Appends of 1 KB, medians of %d pairs of rounds: ours, bare ones that share an fsync, and the ratio with its quartiles.

      | sync, threads | ours/s | bare/s | ratio | processor per append, ours, bare | fsyncs per append, ours, bare |
      | --- | --- | --- | --- | --- | --- |
      """;

  @Override
  public String report() throws Exception {
    var table = new StringBuilder(HEADER.formatted(ROUNDS));
    for (var sync : Sync.values()) {
      for (int threads : THREADS) {
        table.append(row(sync, threads));
      }
    }
    return table.toString();
  }

  private static String row(Sync sync, int threads) throws Exception {
    try (var both = new Both(sync, threads, 256 + 32 * threads)) {
      var rounds = Rounds.of(ROUNDS, both::ours, both::bare);
      return String.format(
          Locale.ROOT,
          "| %s, %d | %,.0f | %,.0f | × %.2f (%.2f … %.2f) | %.1f µs, %.1f µs | %.3f, %.3f |%n",
          sync,
          threads,
          both.appends / rounds.ours(),
          both.appends / rounds.bare(),
          rounds.ratio(0.5),
          rounds.ratio(0.25),
          rounds.ratio(0.75),
          rounds.ourCpu() / both.appends * 1e6,
          rounds.bareCpu() / both.appends * 1e6,
          both.ourCommits(),
          both.bareCommits());
    }
  }

  /** The two on the same disk, with the same threads. */
  static final class Both implements AutoCloseable {
    private final int threads;
    private final int appends;
    private final Path directory;
    private final ExecutorService pool;
    private final AtomicLong commits = new AtomicLong();
    private final SqlOutbox outbox;
    private final BareAppends bare;
    private long ourAppends;
    private long bareAppends;

    /**
     * @param appends how many a round has
     */
    Both(Sync sync, int threads, int appends) throws IOException {
      this.threads = threads;
      this.appends = appends / threads * threads;
      directory = Files.createTempDirectory(Path.of("target"), "append");
      pool = Executors.newFixedThreadPool(threads);
      outbox =
          SqlOutbox.open(
              new AuditConfig.Outbox(directory.resolve("outbox"), sync, 4L << 30),
              Clock.systemUTC(),
              statement -> {
                commits.incrementAndGet();
                Writer.Commit.SQL.run(statement);
              });
      bare = new BareAppends(directory.resolve("bare"), sync);
    }

    void ours() throws Exception {
      ourAppends += appends;
      together(() -> outbox.append(List.of(entry())));
    }

    void bare() throws Exception {
      bareAppends += appends;
      together(() -> bare.append(entry().body()));
    }

    double ourCommits() {
      return commits.doubleValue() / ourAppends;
    }

    double bareCommits() {
      return (double) bare.commits() / bareAppends;
    }

    /** How many there are in the outbox. */
    long appended() {
      return outbox.counts().waiting();
    }

    private static Entry entry() {
      return new Entry(UUID.randomUUID(), "org_1", "thing.done", Instant.now(), new byte[BODY]);
    }

    private void together(Rounds.Round append) throws Exception {
      var parts = new ArrayList<Callable<Void>>();
      for (int thread = 0; thread < threads; thread++) {
        parts.add(
            () -> {
              for (int i = 0; i < appends / threads; i++) {
                append.run();
              }
              return null;
            });
      }
      for (var done : pool.invokeAll(parts)) {
        done.get();
      }
    }

    @Override
    public void close() throws IOException {
      pool.shutdownNow();
      outbox.close();
      bare.close();
      try (var files = Files.walk(directory)) {
        for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
