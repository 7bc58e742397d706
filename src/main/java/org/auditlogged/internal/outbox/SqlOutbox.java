// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Turn.Kind;
import org.auditlogged.internal.outbox.Turn.Work;
import org.sqlite.SQLiteErrorCode;

/**
 * The outbox as a table in a file of its own. Invariant: what returned is on disk, as the settings
 * promise; what threw {@link OutboxException} has changed nothing, unless the disk itself failed
 * during the commit.
 *
 * <p>For any thread. Every change goes through {@link GroupCommit} to the one {@link Writer};
 * questions go to the {@link Reader}. Survives the death of the process, and with {@code
 * auditlogged.outbox.sync=full} the loss of power. <b>Does not survive</b> the death of the disk,
 * or somebody who removes its files.
 */
public final class SqlOutbox implements Outbox {
  /** Pages that calls under way may still need when {@link #check} begins to refuse new ones. */
  private static final long HEADROOM = 256;

  private final AuditConfig.Outbox settings;
  private final Clock clock;
  private final Opened opened = new Opened();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Reader reader;
  private final Writer writer;
  private final GroupCommit commits;

  /** How large the append was that failed last, or -1 when the last one succeeded. */
  private volatile int unwritten = -1;

  /**
   * Opens the outbox in the folder of the settings and creates what is missing. Entries that
   * another process had claimed when it died are due at once.
   *
   * @throws OutboxException when it cannot be used, as the numbered message for the operator
   */
  public static SqlOutbox open(AuditConfig.Outbox settings, Clock clock) {
    return open(settings, clock, Writer.Commit.SQL);
  }

  static SqlOutbox open(AuditConfig.Outbox settings, Clock clock, Writer.Commit commit) {
    return new SqlOutbox(settings, clock, commit);
  }

  private SqlOutbox(AuditConfig.Outbox settings, Clock clock, Writer.Commit commit) {
    this.settings = settings;
    this.clock = clock;
    try {
      var folder = opened.add(Folder.take(settings.directory()));
      NativeLibrary.load(folder.path());
      var database = new Database(folder.database(), settings.sync());
      var writing = opened.add(database.connect());
      database.prepare(writing);
      reader = opened.add(new Reader(database.connect()));
      var tidying = opened.add(database.connect());
      var checkpointer =
          new Checkpointer(settings.directory(), tidying, reader, Log.of(SqlOutbox.class));
      writer = new Writer(writing, commit, settings.sync(), maxPages(), checkpointer::written);
      commits = opened.add(new GroupCommit(writer));
      opened.add(checkpointer);
      checkpointer.start(commits);
    } catch (OutboxException e) {
      opened.close();
      throw e;
    } catch (Exception e) {
      opened.close();
      throw new OutboxException(Message.OUTBOX_UNUSABLE.text(settings.directory(), words(e)), e);
    } catch (Error e) {
      // the driver is missing or unfit, or there are no more threads: the folder is free again
      opened.close();
      throw new OutboxException(Message.OUTBOX_UNUSABLE.text(settings.directory(), e), e);
    }
  }

  @Override
  public void append(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    int size = entries.stream().mapToInt(entry -> entry.body().length).max().orElseThrow();
    long now = clock.millis();
    try {
      change(
          "append",
          Kind.APPEND,
          rows -> {
            for (var entry : entries) {
              rows.append(entry, now);
            }
            return null;
          });
    } catch (OutboxException e) {
      unwritten = size;
      throw e;
    }
    unwritten = -1;
  }

  @Override
  public List<Claimed> claim(int max, Duration lease) {
    var now = clock.instant();
    var next = due();
    if (max <= 0 || next.isEmpty() || next.getAsLong() > now.toEpochMilli()) {
      return List.of();
    }
    long until = notBefore(now.plus(lease));
    List<Claimed> claimed;
    do {
      // in pieces, so that a million that come back at once hold up no append for long
      claimed =
          change(
              "claim",
              Kind.CLAIM,
              rows -> rows.putBack(now.toEpochMilli()) ? rows.claim(max, until) : null);
    } while (claimed == null);
    return claimed;
  }

  @Override
  public void ack(Collection<Claimed> delivered) {
    if (delivered.isEmpty()) {
      return;
    }
    change(
        "ack",
        Kind.SETTLE,
        rows -> {
          for (var entry : delivered) {
            rows.ack(entry);
          }
          return null;
        });
  }

  @Override
  public void retry(Claimed entry, Instant due) {
    long at = due.isAfter(clock.instant()) ? notBefore(due) : Rows.AT_ONCE;
    change(
        "retry",
        Kind.SETTLE,
        rows -> {
          rows.retry(entry, at);
          return null;
        });
  }

  @Override
  public void park(Claimed entry, Refusal refusal) {
    long now = clock.millis();
    change(
        "park",
        Kind.SETTLE,
        rows -> {
          rows.park(entry, refusal, now);
          return null;
        });
  }

  @Override
  public int release(Selection which, int max) {
    return change("release", Kind.SETTLE, rows -> rows.release(which, max));
  }

  @Override
  public Optional<Instant> nextDue() {
    var due = due();
    return due.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due.getAsLong()));
  }

  @Override
  public Counts counts() {
    ensureOpen();
    return writer.counts();
  }

  @Override
  public void check() {
    ensureOpen();
    int size = unwritten;
    if (size >= 0) {
      // nothing but a write can show that the next one will succeed
      change(
          "check",
          Kind.APPEND,
          rows -> {
            rows.probe(size);
            return null;
          });
      unwritten = -1;
    }
    try {
      if (maxPages() - reader.space().used() < Math.min(HEADROOM, maxPages() / 8)) {
        throw full(null);
      }
    } catch (SQLException e) {
      throw failed("check", e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      var failure = opened.close();
      if (failure != null) {
        throw failed("close", failure);
      }
    }
  }

  private <T> T change(String verb, Kind kind, Work<T> work) {
    ensureOpen();
    try {
      return commits.share(new Turn<>(kind, work));
    } catch (SQLException e) {
      throw failed(verb, e);
    }
  }

  private OptionalLong due() {
    ensureOpen();
    try {
      return reader.nextDue();
    } catch (SQLException e) {
      throw failed("read", e);
    }
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw new OutboxException("the outbox in " + settings.directory() + " is closed", null);
    }
  }

  private long maxPages() {
    return Math.min(settings.maxBytes() / Database.PAGE, Database.MOST_PAGES);
  }

  /** Rounded up, so that nothing is due before it should be. */
  private static long notBefore(Instant time) {
    return time.plusNanos(999_999).toEpochMilli();
  }

  private OutboxException failed(String verb, Exception cause) {
    if (cause instanceof SQLException e && e.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code) {
      return full(e);
    }
    return new OutboxException(
        "the outbox in " + settings.directory() + " could not " + verb + ": " + words(cause),
        cause);
  }

  private OutboxException full(SQLException cause) {
    String used;
    try {
      used = String.valueOf(reader.space().used() * Database.PAGE);
    } catch (SQLException e) {
      used = "unknown";
    }
    return new OutboxException.Full(
        "the outbox in %s is full: %s of %d bytes are in use (auditlogged.outbox.max-size), %d bytes are free on its disk; nothing more is kept until some are delivered"
            .formatted(
                settings.directory(),
                used,
                settings.maxBytes(),
                settings.directory().toFile().getUsableSpace()),
        cause);
  }

  /**
   * The text alone where it says enough; the names of other exceptions are half of what they say.
   */
  private static String words(Exception e) {
    boolean plain = e instanceof SQLException || e.getClass() == IOException.class;
    return plain && e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
