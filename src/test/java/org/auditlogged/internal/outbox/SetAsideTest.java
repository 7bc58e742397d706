// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditlogged.internal.outbox.Entries.entries;
import static org.auditlogged.internal.outbox.Entries.entry;
import static org.auditlogged.internal.outbox.Entries.numbers;
import static org.auditlogged.internal.outbox.OutboxContract.LEASE;
import static org.auditlogged.internal.outbox.OutboxContract.REFUSED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.outbox.Outbox.Counts;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** A file that cannot be used is kept under a new name, and a fresh one takes its place. */
@Timeout(60)
class SetAsideTest {
  private static final String ASIDE = "aside-20260305T070809Z";

  @TempDir Path directory;

  private final MutableClock clock = new MutableClock();
  private final CapturedLog lines = new CapturedLog();

  /** How many of the next commits find the file damaged. */
  private final AtomicInteger damages = new AtomicInteger();

  private SqlOutbox outbox;

  @BeforeEach
  void setClock() {
    clock.set(Instant.parse("2026-03-05T07:08:09.5Z"));
  }

  @AfterEach
  void close() {
    if (outbox != null) {
      outbox.close();
    }
  }

  private SqlOutbox open() {
    outbox =
        new SqlOutbox(
            new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30),
            clock,
            statement -> {
              if (damages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new SQLException("of the test", null, SQLiteErrorCode.SQLITE_CORRUPT.code);
              }
              Writer.Commit.SQL.run(statement);
            },
            new Log(lines, clock));
    return outbox;
  }

  private Path database() {
    return directory.resolve("outbox.db");
  }

  private Path aside() {
    return directory.resolve(ASIDE + ".db");
  }

  /** What is left when a process is killed: three files, and most of it in the log. */
  private void leaveAsKilled(int waiting) throws IOException {
    var copy = Files.createDirectory(directory.resolve("copy"));
    try (var killed = open()) {
      killed.append(entries(0, waiting));
      for (var file : List.of("outbox.db", "outbox.db-wal")) {
        Files.copy(directory.resolve(file), copy.resolve(file));
      }
    }
    for (var file : List.of("outbox.db", "outbox.db-wal")) {
      Files.move(copy.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void assertSetAside(String why) {
    assertThat(lines.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR AUDIT-044 the file of the outbox in " + directory + " cannot be used: ")
        .contains(why)
        .contains("; it was set aside as " + aside() + ", with all that is in it");
    assertThat(outbox.counts()).isEqualTo(new Counts(0, 0));
    outbox.append(entries(100, 101));
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(100);
  }

  @Test
  void aFileThatIsNoDatabase() throws Exception {
    var text = "this is not a database, and nobody may delete it ".repeat(100);
    Files.writeString(database(), text);

    open();

    assertSetAside("SQLITE_NOTADB");
    assertThat(aside()).hasContent(text);
  }

  @Test
  void aFileOfANewerVersionWithItsLog() throws Exception {
    leaveAsKilled(3);
    try (var shell = new SqliteShell(database())) {
      shell.run("PRAGMA wal_autocheckpoint = 0");
      shell.run("PRAGMA user_version = 99");
      Files.copy(directory.resolve("outbox.db-wal"), directory.resolve("log"));
    }
    Files.move(directory.resolve("log"), directory.resolve("outbox.db-wal"));

    open();

    assertSetAside(
        "its layout is version 99 and this AuditLogged knows versions up to "
            + Layout.CURRENT.version());
    try (var shell = new SqliteShell(aside())) {
      assertThat(shell.number("SELECT count(*) FROM entry")).isEqualTo(3);
      assertThat(shell.number("PRAGMA user_version")).isEqualTo(99);
    }
  }

  @Test
  void aDatabaseOfSomethingElse() throws Exception {
    try (var shell = new SqliteShell(database())) {
      shell.run("CREATE TABLE customer (name)");
      shell.run("PRAGMA user_version = " + Layout.CURRENT.version());
    }

    open();

    assertSetAside("no such table: entry");
    try (var shell = new SqliteShell(aside())) {
      assertThat(shell.number("SELECT count(*) FROM customer")).isZero();
    }
  }

  @Test
  void aFileWithADamagedPage() throws Exception {
    open().append(entries(0, 1_000));
    outbox.close();
    var bytes = Files.readAllBytes(database());
    for (int at = 4_096; at < bytes.length; at++) {
      bytes[at] = 'x';
    }
    Files.write(database(), bytes);

    open();

    assertSetAside("SQLITE_CORRUPT");
    // but for its header, which every connection writes
    assertThat(Files.readAllBytes(aside())).endsWith(Arrays.copyOfRange(bytes, 100, bytes.length));
  }

  @Test
  void aLogWithoutItsFile() throws Exception {
    leaveAsKilled(3);
    Files.move(database(), directory.resolve("taken.db"));
    var log = Files.readAllBytes(directory.resolve("outbox.db-wal"));

    open();

    assertSetAside("its log is there and its file is not");
    assertThat(directory.resolve(ASIDE + ".db-wal")).hasBinaryContent(log);
  }

  @Test
  void aLogWithAnEmptyFile() throws Exception {
    leaveAsKilled(3);
    Files.write(database(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);

    open();

    assertSetAside("its log is there and its file is not");
    assertThat(directory.resolve(ASIDE + ".db-wal")).isNotEmptyFile();
  }

  @Test
  void severalInOneSecond() throws Exception {
    for (int number = 1; number <= 3; number++) {
      Files.writeString(database(), "no database, number " + number + " ".repeat(999));
      open().close();
    }

    assertThat(aside()).content().contains("number 1");
    assertThat(directory.resolve(ASIDE + "-2.db")).content().contains("number 2");
    assertThat(directory.resolve(ASIDE + "-3.db")).content().contains("number 3");
  }

  @Test
  void whatAnEmptyLogStandsBesideIsOpenedAsItIs() throws Exception {
    open().append(entries(0, 2));
    outbox.close();
    Files.createFile(directory.resolve("outbox.db-wal"));

    assertThat(open().counts()).isEqualTo(new Counts(2, 0));
    assertThat(lines.lines()).isEmpty();
  }

  @Test
  void whileItRunsAndNoAppendIsLost() throws Exception {
    open().append(entries(0, 3));
    var claimed = outbox.claim(2, LEASE);
    outbox.note(Ledger.Note.LOST, 2);
    damage();

    outbox.append(entries(3, 4));

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(3);
    // delivered and settled by a courier that knows nothing of it
    outbox.ack(claimed.subList(0, 1));
    outbox.park(claimed.get(1), REFUSED);
    outbox.retry(claimed.get(1), clock.instant());
    outbox.check();
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));
    // the ledger is that of the fresh file, and adds up; what nothing knows of yet comes along
    assertThat(outbox.ledger()).isEqualTo(new Ledger(3, 0, 1, 0, 0, 2, 0, 0));
    assertThat(lines.lines()).singleElement().asString().contains("AUDIT-044");
    assertThat(aside()).exists();
  }

  @Test
  void whileItRunsAndTheReaderIsTheFirstToSeeIt() throws Exception {
    open().append(entries(0, 3));
    damage();

    assertThat(outbox.nextDue()).isEmpty();
    assertThat(outbox.claim(9, LEASE)).isEmpty();
    assertThat(aside()).exists();
  }

  /** Every connection reads this before it does anything else. */
  private void damage() throws SQLException {
    try (var shell = new SqliteShell(database())) {
      shell.run("PRAGMA writable_schema = ON");
      shell.run("UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'entry_due'");
      shell.run("PRAGMA schema_version = 4711");
    }
  }

  @Test
  void whileManyThreadsAppendWithoutLosingOne() throws Exception {
    open();
    Set<Integer> appended = ConcurrentHashMap.newKeySet();
    var count = new AtomicInteger();
    OutboxContract.together(
        16,
        thread -> {
          for (int i = 0; i < 50; i++) {
            int number = thread * 100 + i;
            outbox.append(List.of(entry(number)));
            appended.add(number);
            if (count.incrementAndGet() % 200 == 0) {
              damages.set(1);
            }
          }
        });

    assertThat(appended).hasSize(16 * 50);
    Set<Integer> found = ConcurrentHashMap.newKeySet();
    found.addAll(numbers(outbox.claim(9_999, LEASE)));
    try (var files = Files.newDirectoryStream(directory, "aside-*.db")) {
      int before = 0;
      for (var file : files) {
        before++;
        try (var shell = new SqliteShell(file)) {
          var ids = shell.text("SELECT group_concat(occurred_at) FROM entry");
          for (var id : ids == null ? new String[0] : ids.split(",")) {
            assertThat(found.add(Integer.parseInt(id))).as("%s is in one file only", id).isTrue();
          }
        }
      }
      assertThat(before).isBetween(1, 4);
    }
    assertThat(found).isEqualTo(appended);
  }

  /** So fares a call that is slow to try again, when the fresh file is damaged before it does. */
  @Test
  void severalTimesInOneCall() throws Exception {
    damages.set(4);
    open().append(entries(0, 1));

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0);
    assertThat(directory.resolve(ASIDE + "-4.db")).exists();

    damages.set(5);
    assertThatThrownBy(() -> outbox.append(entries(1, 2)))
        .isInstanceOf(OutboxException.class)
        .hasMessageEndingWith("could not append: of the test");
    assertThat(damages).hasValue(0);
  }

  @Test
  void aFailureOfTheDiskSetsNothingAside() throws Exception {
    var code = SQLiteErrorCode.SQLITE_IOERR_READ;
    assertThat(Store.isDamaged(new org.sqlite.SQLiteException("of the test", code))).isFalse();
    assertThat(Store.isUnfit(new org.sqlite.SQLiteException("of the test", code))).isTrue();
    var write = SQLiteErrorCode.SQLITE_IOERR_WRITE;
    assertThat(Store.isUnfit(new org.sqlite.SQLiteException("of the test", write))).isFalse();
    assertThat(Store.isUnfit(new SQLException("of the test"))).isFalse();
  }

  @Test
  void aFolderThatIsGoneIsToldAndTriedAgainByTheNextCall() throws Exception {
    open().append(entries(0, 1));
    try (var files = Files.newDirectoryStream(directory)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
    damages.set(1);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> outbox.append(entries(1, 2)))
          .isInstanceOf(OutboxException.class)
          .hasMessageStartingWith("the outbox in " + directory + " could not append: ")
          .hasMessageContaining("its file is damaged (of the test) and cannot be replaced: ");
      assertThatThrownBy(outbox::check).isInstanceOf(OutboxException.class);
    }
    Files.createDirectory(directory);

    outbox.append(entries(2, 3));

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(2);
  }

  @Test
  void aFreshFileThatCannotBeOpenedIsTriedAgainByTheNextCall() throws Exception {
    var settings = new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30);
    var fails = new AtomicBoolean();
    try (var folder = Folder.take(directory)) {
      Stores.Opening opening =
          () -> {
            if (fails.get()) {
              throw new SQLException("disk on fire");
            }
            return new Store(folder.createDatabase(), settings, Writer.Commit.SQL, clock);
          };
      try (var stores = new Stores(folder, opening, clock, new Log(lines, clock))) {
        stores.use(store -> store.reader().nextDue());
        damage();
        fails.set(true);
        for (int attempt = 0; attempt < 3; attempt++) {
          assertThatThrownBy(() -> stores.use(store -> store.reader().nextDue()))
              .hasMessage("disk on fire");
        }
        assertThat(lines.lines()).isEmpty();
        fails.set(false);

        assertThat(stores.space().used()).isPositive();
        assertThat(stores.<Boolean>use(store -> store.reader().nextDue().isPresent())).isFalse();
      }
    }
    assertThat(lines.lines()).singleElement().asString().contains(aside().toString());
    assertThat(directory.resolve(ASIDE + "-2.db")).doesNotExist();
  }
}
