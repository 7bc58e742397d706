// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditlogged.internal.outbox.Entries.body;
import static org.auditlogged.internal.outbox.Entries.number;
import static org.auditlogged.internal.outbox.Entries.numbers;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Outbox.Counts;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  /** What the first release wrote, to the letter: never changed, whatever the layout becomes. */
  private static final List<String> VERSION_1 =
      List.of(
          "PRAGMA page_size = 4096",
          "PRAGMA auto_vacuum = INCREMENTAL",
          "PRAGMA journal_mode = WAL",
          "CREATE TABLE entry (place INTEGER PRIMARY KEY, id BLOB NOT NULL, organization TEXT,"
              + " action TEXT NOT NULL, occurred_at INTEGER NOT NULL, appended_at INTEGER NOT NULL, due INTEGER,"
              + " leased INTEGER NOT NULL, attempts INTEGER NOT NULL, shrunk INTEGER NOT NULL, refused_by TEXT,"
              + " status INTEGER, reason TEXT, parked_at INTEGER, body BLOB NOT NULL,"
              + " UNIQUE (occurred_at, id))",
          "CREATE INDEX entry_due ON entry (due) WHERE due IS NOT NULL",
          "CREATE INDEX entry_parked ON entry (refused_by, action, organization, due) WHERE due IS NULL",
          "PRAGMA user_version = 1",
          row(1, "0, 0, 0, 0, NULL, NULL, NULL, NULL, 'waits'"),
          row(2, "9000, 1, 1, 0, NULL, NULL, NULL, NULL, 'is leased'"),
          row(3, "9000, 0, 7, 1, NULL, NULL, NULL, NULL, 'backs off'"),
          row(4, "NULL, 0, 0, 0, 'ACTION', 400, 'no such action', 5000, 'is parked'"));

  private static final List<String> TABLE = List.of("CREATE TABLE entry (due, leased)");

  @TempDir Path temporary;

  private static String row(int number, String rest) {
    return "INSERT INTO entry (place, id, organization, action, occurred_at, appended_at, due, leased,"
        + " attempts, shrunk, refused_by, status, reason, parked_at, body) VALUES (%d, x'%016x%016x', 'org_1', 'a.b', %d, 1000, %s)"
            .formatted(number, 7, number, number, rest);
  }

  private Path file() {
    return temporary.resolve("outbox.db");
  }

  @Test
  void aFileOfTheFirstReleaseKeepsAllThatIsInIt() throws Exception {
    try (var shell = new SqliteShell(file())) {
      for (var statement : VERSION_1) {
        shell.run(statement);
      }
    }
    var clock = new MutableClock();
    clock.set(Instant.ofEpochMilli(8_000));
    var settings = new AuditConfig.Outbox(temporary, Sync.NORMAL, 1L << 30);

    // the second time there is nothing left to do
    SqlOutbox.open(settings, clock).close();
    try (var outbox = SqlOutbox.open(settings, clock);
        var shell = new SqliteShell(file())) {
      assertThat(outbox.counts()).isEqualTo(new Counts(3, 1));
      assertThat(numbers(outbox.claim(9, Duration.ofDays(1)))).containsExactly(1, 2);
      clock.set(Instant.ofEpochMilli(9_000));
      var backedOff = outbox.claim(9, Duration.ofDays(1)).get(0);
      assertThat(number(backedOff)).isEqualTo(3);
      assertThat(body(backedOff)).isEqualTo("backs off");
      assertThat(backedOff.attempts()).isEqualTo(7);
      assertThat(backedOff.isShrunk()).isTrue();
      assertThat(shell.number("PRAGMA user_version")).isEqualTo(Layout.CURRENT.version());
    }
  }

  @Test
  void anOldFileIsLaidOutAsANewOne() throws Exception {
    try (var shell = new SqliteShell(file())) {
      for (var statement : VERSION_1) {
        shell.run(statement);
      }
    }
    prepare(file(), Layout.CURRENT);
    var fresh = temporary.resolve("fresh.db");
    prepare(fresh, Layout.CURRENT);

    try (var old = new SqliteShell(file());
        var made = new SqliteShell(fresh)) {
      var tables =
          "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
      assertThat(old.text(tables)).isEqualToIgnoringWhitespace(made.text(tables));
    }
  }

  @Test
  void stepsAreDoneOnceAndInOrder() throws Exception {
    var second =
        List.of("ALTER TABLE entry ADD COLUMN b DEFAULT 'b'", "UPDATE entry SET due = due + 1");
    var third = List.of("ALTER TABLE entry RENAME COLUMN b TO c");
    prepare(file(), new Layout(List.of(TABLE)));
    try (var shell = new SqliteShell(file())) {
      shell.run("INSERT INTO entry VALUES (10, 0)");
    }

    prepare(file(), new Layout(List.of(TABLE, second)));
    prepare(file(), new Layout(List.of(TABLE, second, third)));
    prepare(file(), new Layout(List.of(TABLE, second, third)));

    try (var shell = new SqliteShell(file())) {
      assertThat(shell.text("SELECT due || c FROM entry")).isEqualTo("11b");
      assertThat(shell.number("PRAGMA user_version")).isEqualTo(3);
    }
  }

  @Test
  void aStepThatFailsLeavesTheFileAsItWas() throws Exception {
    prepare(file(), new Layout(List.of(TABLE)));
    var second = List.of("ALTER TABLE entry ADD COLUMN b");
    var third = List.of("ALTER TABLE entry ADD COLUMN c", "UPDATE missing SET x = 1");

    assertThatThrownBy(() -> prepare(file(), new Layout(List.of(TABLE, second, third))))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no such table: missing");

    try (var shell = new SqliteShell(file())) {
      assertThat(shell.number("PRAGMA user_version")).isEqualTo(1);
      assertThat(shell.number("SELECT count(*) FROM pragma_table_info('entry')")).isEqualTo(2);
    }
    prepare(file(), new Layout(List.of(TABLE, second)));
  }

  private static void prepare(Path file, Layout layout) throws SQLException {
    var database = new Database(file, Sync.NORMAL, layout);
    try (var connection = database.connect()) {
      database.prepare(connection);
    }
  }
}
