// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Turn.Kind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one of many appends of 1 KB costs, when so many threads append at once. The baseline is the
 * least that could be done: a file that has its size already, written one after the other, with the
 * same sharing of commits, and an fsync for each of them where {@code sync} is FULL. With NORMAL it
 * only copies bytes, so there the comparison says nothing about disks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 15)
public class AppendBenchmark {
  static final int APPENDS = 2_048;
  private static final int BODY = 1_000;
  private static final int PLACES = 32_768;

  @Param({"1", "4", "16", "64"})
  int threads;

  @Param Sync sync;

  private Path directory;
  private ExecutorService pool;
  private SqlOutbox outbox;
  private FileChannel bare;
  private GroupCommit bareCommits;
  private long place;

  @Setup
  public void open() throws IOException {
    directory = Files.createTempDirectory(Path.of("target"), "append");
    pool = Executors.newFixedThreadPool(threads);
    outbox =
        SqlOutbox.open(
            new AuditConfig.Outbox(directory.resolve("outbox"), sync, 4L << 30), Clock.systemUTC());
    bare =
        FileChannel.open(
            directory.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (int i = 0; i < PLACES; i++) {
      bare.write(ByteBuffer.allocate(1_024));
    }
    bare.force(true);
    bareCommits = new GroupCommit(this::commit);
  }

  @TearDown
  public void close() throws Exception {
    pool.shutdownNow();
    outbox.close();
    bareCommits.close();
    bare.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(APPENDS)
  public void append() throws Exception {
    together(() -> outbox.append(List.of(entry())));
  }

  @Benchmark
  @OperationsPerInvocation(APPENDS)
  public void baseline() throws Exception {
    together(
        () -> {
          var entry = ByteBuffer.wrap(entry().body());
          bareCommits.share(new Turn<>(Kind.APPEND, rows -> write(entry)));
        });
  }

  /** How many there are in the outbox. */
  long appended() {
    return outbox.counts().waiting();
  }

  private static Entry entry() {
    return new Entry(UUID.randomUUID(), "org_1", "thing.done", Instant.now(), new byte[BODY]);
  }

  private Void write(ByteBuffer bytes) {
    try {
      bare.write(bytes, place++ % PLACES * 1_024);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void commit(List<Turn<?>> group) {
    try {
      for (var turn : group) {
        turn.run(null);
      }
      if (sync == Sync.FULL) {
        bare.force(false);
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One append. */
  private interface Append {
    void run() throws Exception;
  }

  private void together(Append append) throws Exception {
    var parts = new ArrayList<Callable<Void>>();
    for (int thread = 0; thread < threads; thread++) {
      parts.add(
          () -> {
            for (int i = 0; i < APPENDS / threads; i++) {
              append.run();
            }
            return null;
          });
    }
    for (var done : pool.invokeAll(parts)) {
      done.get();
    }
  }
}
