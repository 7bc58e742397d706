// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditlogged.internal.outbox.Entries.entry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Turn.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one group of turns becomes. */
class WriterTest {
  /** The table refuses it, and not before it is written. */
  private static final Entry NAMELESS =
      new Entry(new UUID(7, 99), "org", null, Instant.EPOCH, new byte[1]);

  @TempDir Path directory;

  private final AtomicInteger commits = new AtomicInteger();
  private Connection connection;
  private Writer writer;

  @BeforeEach
  void open() throws SQLException {
    var database = new Database(directory.resolve("outbox.db"), Sync.NORMAL);
    connection = database.connect();
    database.prepare(connection);
    writer =
        new Writer(
            connection,
            statement -> {
              commits.incrementAndGet();
              Writer.Commit.SQL.run(statement);
            },
            Sync.NORMAL,
            () -> Database.MOST_PAGES,
            bytes -> {});
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static Turn<Rows, Void> append(Entry entry) {
    return new Turn<>(
        Kind.APPEND,
        rows -> {
          rows.append(entry, 0);
          return null;
        });
  }

  private List<Turn<Rows, ?>> appends(int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(number -> append(entry(number))).toList());
  }

  private List<Long> numbers() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT occurred_at FROM entry ORDER BY place")) {
      var numbers = new ArrayList<Long>();
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
      return numbers;
    }
  }

  private long captured() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(LedgerRow.READ)) {
      return LedgerRow.read(row).captured();
    }
  }

  @Test
  void manyAppendsAreKeptInTheirOrderByOneCommit() throws Exception {
    var group = appends(50);
    // comes again
    group.add(append(entry(49)));
    writer.accept(group);

    for (var turn : group) {
      turn.outcome();
    }
    assertThat(numbers()).isEqualTo(IntStream.range(0, 50).mapToObj(Long::valueOf).toList());
    assertThat(captured()).isEqualTo(50);
    assertThat(commits).hasValue(1);
  }

  @Test
  void anEntryThatCannotBeKeptFailsNobodyElse() throws Exception {
    var group = appends(12);
    group.add(5, append(NAMELESS));
    writer.accept(group);

    for (var turn : group) {
      if (turn == group.get(5)) {
        assertThatThrownBy(turn::outcome).hasMessageContaining("NOT NULL constraint failed");
      } else {
        assertThatCode(turn::outcome).doesNotThrowAnyException();
      }
    }
    assertThat(numbers()).isEqualTo(IntStream.range(0, 12).mapToObj(Long::valueOf).toList());
    assertThat(captured()).isEqualTo(12);
  }

  @Test
  void whatFollowsAnAppendInItsGroupSeesIt() throws Exception {
    var group = appends(3);
    var claim =
        new Turn<Rows, Integer>(Kind.CLAIM, rows -> rows.claim(9, 9, 1, 2).entries().size());
    group.add(2, claim);
    writer.accept(group);

    assertThat(claim.outcome()).isEqualTo(2);
    assertThat(numbers()).containsExactly(0L, 1L, 2L);
  }
}
