// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Files;
import java.nio.file.Path;
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
import org.auditlogged.internal.outbox.Turn.Late;
import org.auditlogged.internal.outbox.Turn.Work;

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
  private final Duration patience;
  private final Opened opened = new Opened();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Stores stores;
  private final Failures failures;
  private final Parked parked;
  private final Handing handing;
  private final Appending appending;

  /**
   * Opens the outbox in the folder of the settings and creates what is missing. Entries that
   * another process had claimed when it died are due at once. A file that cannot be read is set
   * aside.
   *
   * @throws OutboxException when it cannot be used, as the numbered message for the operator
   */
  public static SqlOutbox open(AuditConfig.Outbox settings, Clock clock) {
    return open(settings, clock, Writer.Commit.SQL);
  }

  /** Whether one has been opened in a folder. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(Folder.DATABASE));
  }

  static SqlOutbox open(AuditConfig.Outbox settings, Clock clock, Writer.Commit commit) {
    return new SqlOutbox(settings, clock, commit, Log.of(SqlOutbox.class));
  }

  SqlOutbox(AuditConfig.Outbox settings, Clock clock, Writer.Commit commit, Log log) {
    this.settings = settings;
    this.clock = clock;
    this.patience = commit.patience();
    this.parked = new Parking(new ThisOne(), clock);
    this.handing = new Handing(new ThisOne(), settings.directory(), clock);
    this.appending = new Appending(new ThisOne(), clock, log);
    try {
      // first, and so closed last
      opened.add(Registration::end);
      var folder = opened.add(Folder.take(settings.directory()));
      NativeLibrary.load(folder.path());
      Stores.Opening opening = () -> new Store(folder.createDatabase(), settings, commit, clock);
      stores = opened.add(new Stores(folder, opening, clock, log));
      failures = new Failures(settings, stores);
    } catch (OutboxException e) {
      opened.close();
      throw e;
    } catch (Exception e) {
      opened.close();
      throw new OutboxException(
          Message.OUTBOX_UNUSABLE.text(settings.directory(), Failures.words(e)), e);
    } catch (Error e) {
      // the driver is missing or unfit, or there are no more threads: the folder is free again
      opened.close();
      throw new OutboxException(Message.OUTBOX_UNUSABLE.text(settings.directory(), e), e);
    }
  }

  @Override
  public void append(List<Entry> entries) {
    appending.append(entries);
  }

  @Override
  public void adopt(List<Claimed> entries) {
    change("adopt", Kind.APPEND, rows -> rows.adopt(entries));
  }

  @Override
  public List<Claimed> claim(int max, int again, Duration lease) {
    return handing.claim(max, again, lease);
  }

  @Override
  public Optional<Claimed> probe(boolean again, double from, Duration lease) {
    return handing.probe(again, from, lease);
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
          rows.ack(delivered);
          return null;
        });
  }

  @Override
  public void retry(Claimed entry, Instant due) {
    long at = due.isAfter(clock.instant()) ? Handing.notBefore(due) : Rows.AT_ONCE;
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
  public void hold(Collection<Claimed> entries, Refusal.By by) {
    handing.hold(entries, by);
  }

  @Override
  public Optional<Claimed> claimHeld(Cause cause, Duration lease) {
    return handing.claimHeld(cause, lease);
  }

  @Override
  public int resume(Cause cause, int max) {
    return handing.resume(cause, max);
  }

  @Override
  public Optional<Instant> resumable(Cause cause) {
    return Reader.instant(ask(reader -> reader.resumable(cause)));
  }

  @Override
  public List<Cause> causes(int max) {
    return ask(reader -> reader.causes(max));
  }

  @Override
  public List<KeptBack> keptBack(int max) {
    return ask(reader -> reader.keptBack(max));
  }

  @Override
  public int release(Selection which, int max) {
    return change("release", Kind.SETTLE, rows -> rows.release(which, max));
  }

  @Override
  public Optional<Instant> nextDue() {
    return Reader.instant(ask(Reader::nextDue));
  }

  @Override
  public Ledger ledger() {
    return stores.ledger().current(ask(Reader::ledger));
  }

  @Override
  public void note(Ledger.Note what, long count) {
    stores.ledger().note(what, count);
  }

  @Override
  public Optional<Instant> oldest() {
    return ask(Reader::oldest);
  }

  @Override
  public Parked parkedEntries() {
    return parked;
  }

  @Override
  public void check() {
    ensureOpen();
    appending.check();
    try {
      long most = Store.maxPages(settings);
      if (most - stores.space().used() < Math.min(HEADROOM, most / 8)) {
        throw failures.full(null);
      }
    } catch (SQLException e) {
      throw failures.failed("check", e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      var failure = opened.closeWithin(patience);
      if (failure != null) {
        throw failures.failed("close", failure);
      }
    }
  }

  /** What its parts ask of the store. */
  private final class ThisOne implements Parking.Store, Handing.Store, Appending.Store {
    @Override
    public void append(String verb, Work<Appending.Into, Void> work, Late late) {
      SqlOutbox.this.change(verb, Kind.APPEND, work::on, late);
    }

    @Override
    public void note(Ledger.Note what, long count) {
      SqlOutbox.this.note(what, count);
    }

    @Override
    public <T> T claim(String verb, Work<Rows, T> work) {
      return SqlOutbox.this.change(verb, Kind.CLAIM, work);
    }

    @Override
    public OptionalLong due() {
      return SqlOutbox.this.ask(Reader::nextDue);
    }

    @Override
    public <T> T ask(Parking.Question<T> question) {
      return SqlOutbox.this.ask(
          asked -> asked.with(statements -> question.to(new ParkedRows(statements, Tables.FILE))));
    }

    @Override
    public int change(String verb, Parking.Change change) {
      return SqlOutbox.this.<Integer>change(verb, Kind.SETTLE, change::on);
    }
  }

  private <T> T change(String verb, Kind kind, Work<Rows, T> work) {
    return change(verb, kind, work, failure -> {});
  }

  private <T> T change(String verb, Kind kind, Work<Rows, T> work, Late late) {
    ensureOpen();
    try {
      return stores.use(store -> store.share(new Turn<>(kind, work, late)));
    } catch (SQLException e) {
      throw failures.failed(verb, e);
    }
  }

  private <T> T ask(Reader.Question<T> question) {
    ensureOpen();
    try {
      return stores.use(store -> question.put(store.reader()));
    } catch (SQLException e) {
      throw failures.failed("read", e);
    }
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw new OutboxException("the outbox in " + settings.directory() + " is closed", null);
    }
  }
}
