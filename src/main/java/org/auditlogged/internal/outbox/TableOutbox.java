// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;

/**
 * The outbox as a table in the application's own database, shared by all its nodes. Invariant: what
 * returned is committed, or will be with the caller's transaction; an entry is leased to one node
 * at a time, and once its lease has ended another may have it.
 *
 * <p>For any thread. What is appended outside of a caller's transaction goes by one thread of its
 * own, see {@link TableWriter}; everything else is a short transaction on a connection of the
 * application's pool. <b>Does not survive</b> what the database does not.
 */
public final class TableOutbox implements Outbox {
  private final Clock clock;
  private final TableStatements sql;
  private final TableStore store;
  private final TableClaims claims;
  private final Appending appending;
  private final Parked parked;
  private final Account account;

  /**
   * Opens it and makes the tables that are missing, if it may.
   *
   * @param own this node's clock; that of the database is made of it, see {@link #clock()}
   * @throws OutboxException when it cannot be used, as the numbered message for the operator
   */
  public static TableOutbox open(DataSource source, AuditConfig.Table settings, Clock own) {
    return TableOpening.open(source, settings, own);
  }

  /**
   * @param clock asked again and again what the database's is, if it is one for that
   */
  TableOutbox(Sessions sessions, AuditConfig.Table settings, Clock clock) throws SQLException {
    this.clock = clock;
    long node = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    sql = new TableStatements(sessions.dialect(), settings.schema(), node);
    claims = new TableClaims(sql);
    // what a clock put off for long that was put back since
    long far = clock.instant().plus(Database.LONGEST_BACKOFF).toEpochMilli();
    sessions.run(statements -> Kept.bind(statements.of(sql.farOff), far).executeUpdate());
    // last of what may fail: it has a thread and a connection
    store = new TableStore(settings.dataSource(), sessions, sql);
    parked = new Parking(store, clock);
    appending = new Appending(store, clock, Log.of(TableOutbox.class));
    account = new TableAccount(store, sql, clock, sessions.dialect());
  }

  /** The time that all nodes go by. */
  public Clock clock() {
    return clock;
  }

  /** Whether it can be told that a caller is in a transaction. */
  public boolean seesTransactions() {
    return store.sessions().seesTransactions();
  }

  @Override
  public boolean canJoin() {
    return !store.isClosed() && store.sessions().isInTransaction();
  }

  @Override
  public void append(List<Entry> entries) {
    appending.append(entries);
  }

  @Override
  public void adopt(List<Claimed> entries) {
    store.write(
        "adopt",
        rows -> {
          for (var entry : entries) {
            rows.adopt(entry);
          }
          rows.flush();
        });
  }

  @Override
  public boolean join(List<Entry> entries) {
    long now = clock.millis();
    return store.join(
        "append",
        rows -> {
          for (var entry : entries) {
            rows.append(entry, now);
          }
          rows.flush();
        });
  }

  @Override
  public List<Claimed> claim(int max, int again, Duration lease) {
    long now = clock.millis();
    return max > 0 ? claim(claims.claim(max, again, now, until(lease))) : List.of();
  }

  @Override
  public Optional<Claimed> probe(boolean again, double from, Duration lease) {
    long now = clock.millis();
    return claim(claims.probe(again, from, now, until(lease)));
  }

  @Override
  public Optional<Claimed> claimHeld(Cause cause, Duration lease) {
    return run("claim", claims.claimHeld(cause, until(lease)));
  }

  /** In pieces, so that a million that come back at once are not one transaction. */
  private <T> T claim(Sessions.Work<T> work) {
    T claimed = null;
    while (claimed == null) {
      claimed = run("claim", work);
    }
    return claimed;
  }

  private long until(Duration lease) {
    return Handing.notBefore(clock.instant().plus(lease));
  }

  @Override
  public void ack(Collection<Claimed> delivered) {
    if (delivered.isEmpty()) {
      return;
    }
    store.writeWithNotes("ack", rows -> rows.ack(delivered));
  }

  @Override
  public void retry(Claimed entry, Instant due) {
    long at = due.isAfter(clock.instant()) ? Handing.notBefore(due) : Rows.AT_ONCE;
    store.write("retry", rows -> rows.retry(entry, at));
  }

  @Override
  public void park(Claimed entry, Refusal refusal) {
    long now = clock.millis();
    store.write("park", rows -> rows.park(entry, refusal, now));
  }

  @Override
  public void hold(Collection<Claimed> entries, Refusal.By by) {
    store.write(
        "hold",
        rows -> {
          for (var entry : entries) {
            rows.hold(entry, by);
          }
        });
  }

  @Override
  public int resume(Cause cause, int max) {
    long now = clock.millis();
    return run("resume", statements -> new TableRows(sql, statements).resume(cause, now, max));
  }

  @Override
  public int release(Selection which, int max) {
    return run("release", statements -> new TableRows(sql, statements).release(which, max));
  }

  @Override
  public Optional<Instant> resumable(Cause cause) {
    return Reader.instant(kept(kept -> kept.resumable(cause)));
  }

  @Override
  public List<Cause> causes(int max) {
    return kept(kept -> kept.causes(max));
  }

  @Override
  public List<KeptBack> keptBack(int max) {
    return kept(kept -> kept.keptBack(max));
  }

  @Override
  public Optional<Instant> nextDue() {
    return Reader.instant(due());
  }

  @Override
  public Ledger ledger() {
    return store.ledger();
  }

  @Override
  public void note(Ledger.Note what, long count) {
    store.note(what, count);
  }

  @Override
  public Optional<Instant> oldest() {
    return Reader.instant(run("read", statements -> TableQuestions.time(statements, sql.oldest)));
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public Parked parkedEntries() {
    return parked;
  }

  @Override
  public void check() {
    appending.check();
    store.reach();
  }

  @Override
  public void close() {
    store.close();
  }

  private interface KeptQuestion<T> {
    T to(KeptRows kept) throws SQLException;
  }

  private <T> T kept(KeptQuestion<T> question) {
    return run("read", statements -> question.to(new KeptRows(statements, sql.tables)));
  }

  private OptionalLong due() {
    return run("read", statements -> TableQuestions.time(statements, sql.nextDue));
  }

  private <T> T run(String verb, Sessions.Work<T> work) {
    return store.run(verb, work);
  }
}
