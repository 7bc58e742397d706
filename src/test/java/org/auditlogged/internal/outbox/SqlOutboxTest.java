// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditlogged.internal.outbox.Entries.entries;
import static org.auditlogged.internal.outbox.Entries.entry;
import static org.auditlogged.internal.outbox.Entries.numbers;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Outbox.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

class SqlOutboxTest extends OutboxContract {
  @TempDir Path temporary;

  @Override
  Outbox open() {
    return SqlOutbox.open(settings(), clock);
  }

  @Override
  Outbox reopen() {
    outbox.close();
    return open();
  }

  private Path directory() {
    return temporary.resolve("outbox");
  }

  private AuditConfig.Outbox settings() {
    return new AuditConfig.Outbox(directory(), Sync.NORMAL, 1L << 30);
  }

  private SqliteShell shell() throws SQLException {
    return new SqliteShell(directory().resolve("outbox.db"));
  }

  private void reopen(Writer.Commit commit) {
    outbox.close();
    outbox = SqlOutbox.open(settings(), clock, commit);
  }

  @Test
  void syncIsAsConfigured() throws Exception {
    for (var sync : Sync.values()) {
      var database = new Database(directory().resolve("outbox.db"), sync);
      try (var connection = database.connect();
          var statement = connection.createStatement();
          var row = statement.executeQuery("PRAGMA synchronous")) {
        row.next();
        assertThat(row.getInt(1)).as(sync.name()).isEqualTo(sync == Sync.FULL ? 2 : 1);
      }
    }
  }

  /** Each insert would be followed by a query for them, which takes nearly as long. */
  @Test
  void theDriverAsksForNoGeneratedKeys() throws Exception {
    var database = new Database(directory().resolve("outbox.db"), Sync.NORMAL);
    try (var connection = (SQLiteConnection) database.connect()) {
      assertThat(connection.getConnectionConfig().isGetGeneratedKeys()).isFalse();
    }
  }

  @Test
  void everyCommitButAClaimWaitsForTheDisk() {
    var syncs = new ArrayList<Integer>();
    outbox.close();
    outbox =
        SqlOutbox.open(
            new AuditConfig.Outbox(directory(), Sync.FULL, 1L << 30),
            clock,
            statement -> {
              try (var row = statement.executeQuery("PRAGMA synchronous")) {
                syncs.add(row.getInt(1));
              }
              Writer.Commit.SQL.run(statement);
            });
    outbox.append(entries(0, 3));
    var claimed = outbox.claim(3, LEASE);
    outbox.ack(claimed.subList(0, 1));
    outbox.retry(claimed.get(1), clock.instant());
    outbox.claim(1, LEASE);
    outbox.park(claimed.get(2), REFUSED);
    outbox.claim(1, LEASE);
    outbox.append(entries(3, 4));

    assertThat(syncs).containsExactly(2, 1, 2, 2, 1, 2, 2);
  }

  @Test
  void theFileGivesPagesBackAndWritesAhead() throws Exception {
    try (var shell = shell()) {
      assertThat(shell.number("PRAGMA auto_vacuum")).isEqualTo(2);
      assertThat(shell.text("PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(shell.number("PRAGMA user_version")).isEqualTo(Layout.CURRENT.version());
    }
  }

  @Test
  void questionsAreAnsweredFromAnIndexAlone() throws Exception {
    try (var shell = shell()) {
      assertThat(shell.plan(Claims.DUE.replace("?", "9")))
          .containsExactly("SEARCH entry USING INDEX entry_due (due=?)");
      for (var place : List.of(Claims.FIRST, Claims.LAST)) {
        assertThat(shell.plan(place.replace("?", "9")))
            .containsExactly("SEARCH entry USING COVERING INDEX entry_due (due=?)");
      }
      assertThat(shell.plan(Claims.FROM.replace("?", "9")))
          .containsExactly("SEARCH entry USING COVERING INDEX entry_due (due=? AND rowid>?)");
      assertThat(shell.plan(Claims.THERE.replace("?", "9")))
          .contains("SEARCH entry USING COVERING INDEX entry_due (due=?)");
      assertThat(shell.plan(Rows.EXPIRED.replace("?", "9")))
          .containsExactly("SEARCH entry USING COVERING INDEX entry_due (due>? AND due<?)");
      assertThat(shell.plan(Reader.NEXT_DUE))
          .containsExactly("SEARCH entry USING COVERING INDEX entry_due (due>?)");
      assertThat(shell.plan(Reader.OLDEST))
          .allMatch(step -> !step.startsWith("SCAN entry"))
          .filteredOn(step -> step.contains("entry_due"))
          .containsOnly(
              "SEARCH entry USING COVERING INDEX entry_due (due=?)",
              "SEARCH entry USING COVERING INDEX entry_due (due>?)");
    }
  }

  @Test
  void whatIsKeptForACauseIsFoundByAnIndexInOrder() throws Exception {
    var names = Map.of(Refusal.By.ACTION, "action", Refusal.By.ORGANIZATION, "organization");
    try (var shell = shell()) {
      for (var by : names.keySet()) {
        var index = "INDEX entry_of_" + names.get(by) + " (" + names.get(by);
        var kept = Tables.FILE.kept.get(by);
        assertThat(shell.plan(kept.first.replace("?", "'x'")))
            .containsExactly("SEARCH entry USING COVERING " + index + "=? AND again_at=?)");
        assertThat(shell.plan(kept.unhold.replace("LIMIT ?", "LIMIT 9").replace("?", "'x'")))
            .contains("SEARCH entry USING COVERING " + index + "=? AND again_at=?)");
        assertThat(shell.plan(kept.unpark.replace("LIMIT ?", "LIMIT 9").replace("?", "'x'")))
            .contains("SEARCH entry USING COVERING " + index + "=? AND again_at>? AND again_at<?)")
            .noneMatch(step -> step.contains("TEMP B-TREE"));
        assertThat(shell.plan(kept.next.replace("?", "'x'")))
            .containsExactly("SEARCH entry USING COVERING " + index + "=?)");
        assertThat(shell.plan(kept.cause.replace("?", "'x'")))
            .containsExactly("SEARCH entry USING COVERING " + index + ">?)");
        assertThat(shell.plan(kept.held.replace("?", "'x'")))
            .contains("SEARCH entry USING COVERING " + index + "=? AND again_at=?)");
        assertThat(shell.plan(kept.parked.replace("?", "'x'")))
            .contains("SEARCH entry USING " + index + "=? AND again_at>?)");
      }
    }
  }

  @Test
  void aRowThatCannotBeReadIsLeftBehindWhenTheOthersAreMoved() throws Exception {
    outbox.append(entries(0, 3));
    outbox.close();
    try (var shell = shell()) {
      shell.run("UPDATE entry SET id = x'0102' WHERE occurred_at = 0");
    }
    var to = new NaiveOutbox(clock);
    var from = open();
    try (var move = new Move(from, to, "old", false)) {
      move.lookNow();
      await().untilAsserted(() -> assertThatThrownBy(from::counts).hasMessageContaining("closed"));
    }
    assertThat(numbers(to.claim(9, LEASE))).containsExactly(1, 2);
    outbox = open();
    assertThat(outbox.counts()).isEqualTo(new Counts(0, 1));
  }

  @Test
  void aRowThatCannotBeReadIsParkedAndToldAndTheOthersGoOn() throws Exception {
    outbox.append(entries(0, 5));
    try (var shell = shell()) {
      // a schema can be edited, too
      shell.run("PRAGMA writable_schema = 1");
      shell.run(
          "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = 'entry'");
    }
    outbox.close();
    try (var shell = shell()) {
      shell.run("UPDATE entry SET id = x'0102' WHERE occurred_at = 0");
      shell.run("UPDATE entry SET body = NULL WHERE occurred_at = 2");
      shell.run("UPDATE entry SET action = NULL WHERE occurred_at = 4");
    }
    outbox = open();

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1, 3);
    assertThat(outbox.counts()).isEqualTo(new Counts(2, 3));
    try (var shell = shell()) {
      assertThat(
              shell.text(
                  "SELECT group_concat(reason, '|' ORDER BY place) FROM entry WHERE due IS NULL"))
          .isEqualTo(
              "unreadable: its id has 2 bytes; expected 16|unreadable: it has no body|unreadable: it has no action");
    }
    clock.advance(LEASE);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1, 3);
  }

  @Test
  void aParkedRowTellsWhyAndKeepsItsBody() throws Exception {
    outbox.append(entries(7, 8));
    var cut = outbox.claim(1, LEASE).get(0).shrunk(new byte[] {'s'});
    outbox.park(cut, new Refusal(Refusal.By.ORGANIZATION, 404, "no such organization"));

    try (var shell = shell()) {
      assertThat(
              shell.text(
                  "SELECT refused_by || '|' || status || '|' || reason || '|' || parked_at || '|' ||"
                      + " shrunk || '|' || CAST(body AS TEXT) FROM entry WHERE due IS NULL"))
          .isEqualTo("ORGANIZATION|404|no such organization|" + clock.millis() + "|1|s");
    }
  }

  @Test
  void whatIsDiscardedLeavesARowThatSaysByWhomAndWhy() throws Exception {
    outbox.append(entries(7, 9));
    outbox.claim(2, LEASE).forEach(entry -> outbox.park(entry, REFUSED));
    clock.advance(Duration.ofDays(1));

    outbox.parkedEntries().discard(Selection.of(entry(7).id()), "the action was a typo", "alice");

    try (var shell = shell()) {
      assertThat(
              shell.text(
                  "SELECT hex(id) || '|' || organization || '|' || action || '|' || occurred_at || '|' ||"
                      + " refused_by || '|' || status || '|' || refusal || '|' || discarded_at || '|' ||"
                      + " discarded_by || '|' || reason FROM discarded"))
          .isEqualTo(
              "00000000000000070000000000000007|org_7|thing.done|7|ACTION|400|no such action|"
                  + clock.millis()
                  + "|alice|the action was a typo");
      assertThat(shell.number("SELECT count(*) FROM discarded")).isEqualTo(1);
    }
  }

  @Test
  void manyParkedEntriesAreChangedInPiecesAndNoneIsLeftOut() {
    int many = 2 * Parking.PIECE + 1;
    outbox.append(entries(0, many));
    outbox.claim(many, LEASE).forEach(entry -> outbox.park(entry, REFUSED));

    assertThat(outbox.parkedEntries().release(Selection.ALL)).isEqualTo(many);
    outbox.claim(many, LEASE).forEach(entry -> outbox.park(entry, REFUSED));
    assertThat(outbox.parkedEntries().discard(Selection.ALL, "old", "me")).isEqualTo(many);
    assertThat(outbox.ledger()).isEqualTo(new Ledger(many, 0, 0, 0, many, 0, 0, 0));
  }

  @Test
  void aLossIsWrittenOnceTheDiskWorksAgainAndCountsUntilThen() throws Exception {
    var broken = new AtomicBoolean(true);
    reopen(
        statement -> {
          if (broken.get()) {
            throw new SQLException("disk I/O error");
          }
          Writer.Commit.SQL.run(statement);
        });
    assertThatThrownBy(() -> outbox.append(entries(0, 1))).isInstanceOf(OutboxException.class);
    outbox.note(Ledger.Note.LOST, 1);
    outbox.note(Ledger.Note.LOST, 2);

    var lost = new Ledger(3, 0, 0, 0, 0, 3, 0, 0);
    assertThat(outbox.ledger()).isEqualTo(lost);
    try (var shell = shell()) {
      assertThat(shell.number("SELECT lost FROM ledger")).isZero();
      broken.set(false);
      outbox.append(entries(1, 2));
      assertThat(shell.number("SELECT lost FROM ledger")).isEqualTo(3);
      assertThat(outbox.ledger()).isEqualTo(new Ledger(4, 0, 1, 0, 0, 3, 0, 0));
      outbox.note(Ledger.Note.LOST, 1);
      outbox.close();
      assertThat(shell.text("SELECT captured || ' ' || lost FROM ledger")).isEqualTo("5 4");
    }
  }

  @Test
  void aCommitThatFailedIsNotInTheLedger() {
    reopen(
        statement -> {
          throw new SQLException("disk I/O error");
        });
    assertThatThrownBy(() -> outbox.append(entries(0, 1))).isInstanceOf(OutboxException.class);
    reopen(Writer.Commit.SQL);
    outbox.append(entries(1, 2));

    assertThat(outbox.ledger()).isEqualTo(new Ledger(1, 0, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void aCommitOfManyChangesTheLedgerOnce() throws Exception {
    try (var shell = shell()) {
      countChanges(shell);
      outbox.append(entries(0, 50));
      outbox.claim(50, LEASE);
      assertThat(shell.number("SELECT count(*) FROM changes")).isEqualTo(1);
    }
  }

  @Test
  void threadsThatShareACommitShareItsChangeOfTheLedger() throws Exception {
    var commits = new AtomicInteger();
    reopen(
        statement -> {
          commits.incrementAndGet();
          Writer.Commit.SQL.run(statement);
        });
    try (var shell = shell()) {
      countChanges(shell);
      together(
          16,
          thread -> {
            for (int i = 0; i < 20; i++) {
              outbox.append(entries(thread * 100 + i, thread * 100 + i + 1));
            }
          });

      assertThat(shell.number("SELECT count(*) FROM changes")).isEqualTo(commits.get());
      assertThat(outbox.ledger()).isEqualTo(new Ledger(320, 0, 320, 0, 0, 0, 0, 0));
    }
  }

  private static void countChanges(SqliteShell shell) throws SQLException {
    shell.run("CREATE TABLE changes (n INTEGER)");
    shell.run(
        "CREATE TRIGGER changes AFTER UPDATE ON ledger BEGIN INSERT INTO changes VALUES (1); END");
  }

  @Test
  void whatIsInTheOutboxIsReadFromOneRowHoweverManyEntriesThereAre() throws Exception {
    outbox.append(entries(0, 3));
    outbox.park(outbox.claim(1, LEASE).get(0), REFUSED);
    try (var shell = shell()) {
      assertThat(shell.plan(LedgerRow.READ)).containsExactly("SCAN ledger");
      assertThat(shell.number("SELECT count(*) FROM ledger")).isEqualTo(1);
    }
  }

  @Test
  void nothingIsDueBeforeItsTimeByTheFractionOfAMillisecond() {
    outbox.append(entries(0, 1));
    var due = clock.instant().plusNanos(5_000_001);
    outbox.retry(outbox.claim(1, LEASE).get(0), due);
    clock.set(due.minusNanos(1));
    assertThat(outbox.claim(1, LEASE)).isEmpty();

    clock.set(due.plusMillis(1));
    assertThat(outbox.claim(1, LEASE)).hasSize(1);
  }

  @Test
  void moreThanOneTransactionFullOfEntriesReturnsInOrder() {
    int count = 2 * Rows.LARGEST_RETURN + 1;
    outbox.append(entries(0, count));
    outbox.claim(count, LEASE);
    clock.advance(LEASE);

    assertThat(numbers(outbox.claim(count, LEASE))).isSorted().hasSize(count);
  }

  @Test
  void interruptedThreadAppendsAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    try {
      outbox.append(entries(0, 1));
      assertThat(outbox.claim(1, LEASE)).hasSize(1);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aStormOfInterruptsHarmsNobody() throws Exception {
    var appenders = new ArrayList<Thread>();
    var over = new AtomicBoolean();
    var storm =
        new Thread(
            () -> {
              while (!over.get()) {
                synchronized (appenders) {
                  appenders.forEach(Thread::interrupt);
                }
                Thread.onSpinWait();
              }
            });
    storm.start();
    try {
      together(
          16,
          thread -> {
            synchronized (appenders) {
              appenders.add(Thread.currentThread());
            }
            Thread.currentThread().interrupt();
            for (int i = 0; i < 50; i++) {
              outbox.append(entries(thread * 100 + i, thread * 100 + i + 1));
            }
            synchronized (appenders) {
              appenders.remove(Thread.currentThread());
            }
            assertThat(Thread.interrupted()).isTrue();
          });
    } finally {
      over.set(true);
      storm.join();
    }

    assertThat(outbox.claim(10_000, LEASE)).hasSize(16 * 50);
    outbox.append(entries(9_999, 10_000));
    outbox.check();
  }

  @Test
  void aFailedCommitKeepsNothingAndTheNextOneSucceeds() {
    var fails = new AtomicBoolean();
    reopen(
        statement -> {
          if (fails.getAndSet(false)) {
            throw new SQLException("no commit for you");
          }
          Writer.Commit.SQL.run(statement);
        });
    outbox.append(entries(0, 1));
    fails.set(true);

    assertThatThrownBy(() -> outbox.append(entries(1, 3)))
        .isExactlyInstanceOf(OutboxException.class)
        .hasMessage("the outbox in " + directory() + " could not append: no commit for you")
        .hasCauseInstanceOf(SQLException.class);

    outbox.append(entries(3, 4));
    assertThat(outbox.counts()).isEqualTo(new Counts(2, 0));
    outbox = reopen();
    assertThat(outbox.counts()).isEqualTo(new Counts(2, 0));
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 3);
  }

  @Test
  void anErrorLeavesNoTransactionOpenForTheNext() {
    var fails = new AtomicBoolean(true);
    reopen(
        statement -> {
          if (fails.getAndSet(false)) {
            throw new OutOfMemoryError("of the test");
          }
          Writer.Commit.SQL.run(statement);
        });
    assertThatThrownBy(() -> outbox.append(entries(0, 1)))
        .isExactlyInstanceOf(OutboxException.class)
        .hasMessageContaining("OutOfMemoryError");

    outbox.append(entries(1, 2));

    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1);
  }

  @Test
  void checkTellsThatTheLastAppendFailedUntilAWriteSucceeds() {
    var failures = new AtomicInteger();
    reopen(
        statement -> {
          if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SQLException("no commit for you");
          }
          Writer.Commit.SQL.run(statement);
        });
    failures.set(2);
    assertThatThrownBy(() -> outbox.append(entries(0, 1))).isInstanceOf(OutboxException.class);

    assertThatThrownBy(outbox::check)
        .hasMessage("the outbox in " + directory() + " could not check: no commit for you");
    outbox.check();

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 0));
    assertThat(outbox.claim(1, LEASE)).isEmpty();
  }

  @Test
  void anAppendThatSucceedsSparesCheckTheWrite() {
    var commits = new AtomicInteger();
    var fails = new AtomicBoolean();
    reopen(
        statement -> {
          commits.incrementAndGet();
          if (fails.getAndSet(false)) {
            throw new SQLException("no commit for you");
          }
          Writer.Commit.SQL.run(statement);
        });
    fails.set(true);
    assertThatThrownBy(() -> outbox.append(entries(0, 1))).isInstanceOf(OutboxException.class);
    outbox.append(entries(0, 1));

    outbox.check();

    assertThat(commits).hasValue(2);
  }

  @Test
  void allEntriesOfAnAppendShareOneCommit() {
    var commits = new AtomicInteger();
    reopen(
        statement -> {
          commits.incrementAndGet();
          Writer.Commit.SQL.run(statement);
        });

    outbox.append(entries(0, 500));

    assertThat(outbox.counts().waiting()).isEqualTo(500);
    assertThat(commits).hasValue(1);
  }

  @Test
  void allEntriesOfAnAppendAreKeptOrNone() throws Exception {
    try (var shell = shell()) {
      shell.refuse(entry(2));
    }

    assertThatThrownBy(() -> outbox.append(entries(0, 5)))
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("refused by the test");

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 0));
    assertThat(outbox.claim(9, LEASE)).isEmpty();
  }

  @Test
  void aRefusedAppendTakesNoOtherThreadsAppendWithIt() throws Exception {
    try (var shell = shell()) {
      shell.refuse(entry(2));
      shell.refuse(entry(5));
    }
    var failed = new AtomicInteger();
    together(
        24,
        thread -> {
          for (int round = 0; round < 5; round++) {
            int number = thread < 12 ? (thread % 2 == 0 ? 2 : 5) : 10 + thread * 10 + round;
            try {
              outbox.append(entries(number, number + 1));
            } catch (OutboxException e) {
              assertThat(number).isIn(2, 5);
              failed.incrementAndGet();
            }
          }
        });

    assertThat(failed).hasValue(12 * 5);
    assertThat(outbox.counts().waiting()).isEqualTo(12 * 5);
    assertThat(outbox.claim(999, LEASE)).hasSize(12 * 5);
  }

  @Test
  void filesAreTheOwnersOnly() throws Exception {
    outbox.append(entries(0, 1));

    assertThat(permissions(directory())).isEqualTo("rwx------");
    for (var name : List.of("outbox.db", "outbox.db-wal", "outbox.db-shm", "lock")) {
      assertThat(permissions(directory().resolve(name))).as(name).isEqualTo("rw-------");
    }
  }

  @Test
  void theFileShrinksAndTheLogStaysSmallAfterABacklog() throws Exception {
    var body = new byte[60_000];
    for (int i = 0; i < 1_200; i += 100) {
      var entries = new ArrayList<Entry>();
      for (int number = i; number < i + 100; number++) {
        entries.add(entry(number, body));
      }
      outbox.append(entries);
    }
    for (var claimed = outbox.claim(50, LEASE);
        !claimed.isEmpty();
        claimed = outbox.claim(50, LEASE)) {
      outbox.ack(claimed);
    }
    outbox.append(entries(2_000, 2_001));

    assertThat(Files.size(directory().resolve("outbox.db-wal"))).isLessThan(Reserve.SIZE);
    // closing waits for a round under way only, so work is offered until a round has done it
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (Files.size(directory().resolve("outbox.db")) > 40L << 20
        && System.nanoTime() < deadline) {
      outbox.append(List.of(entry(3_000, new byte[5 << 20])));
      outbox.ack(outbox.claim(2, LEASE));
      clock.advance(LEASE);
    }
    assertThat(Files.size(directory().resolve("outbox.db"))).isLessThan(40L << 20);
  }

  @Test
  void aThreadsContextClassLoaderIsNoneOfOurs() throws Exception {
    outbox.close();
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      outbox = open();
      outbox.append(entries(0, 1));
      assertThat(outbox.claim(1, LEASE)).hasSize(1);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void noThreadIsLeftOnceClosed() {
    assertThat(checkpointers()).isEqualTo(1);
    Thread.currentThread().interrupt();
    outbox.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(checkpointers()).isZero();
  }

  private static long checkpointers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("auditlogged-checkpoint"))
        .count();
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void occurredAtIsKeptToTheMillisecond() {
    var time = Instant.parse("2026-01-02T03:04:05.678912Z");
    outbox.append(List.of(new Entry(entry(1).id(), "o", "a.b", time, new byte[] {1})));

    assertThat(outbox.claim(1, LEASE).get(0).entry().occurredAt())
        .isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
  }
}
