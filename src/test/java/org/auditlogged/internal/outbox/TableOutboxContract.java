// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.auditlogged.internal.outbox.Entries.entries;
import static org.auditlogged.internal.outbox.Entries.entry;
import static org.auditlogged.internal.outbox.Entries.numbers;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.outbox.Outbox.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every outbox does that is a table in a database. */
abstract class TableOutboxContract extends OutboxContract {
  /** Of an empty database, the same one for the whole test. */
  abstract DataSource source();

  AuditConfig.Table settings() {
    return new AuditConfig.Table("jdbc/test", null, true);
  }

  /** By the test's clock, not the database's. */
  TableOutbox another() {
    try {
      var sessions = new Sessions(source());
      TableOpening.prepare(sessions, settings());
      return new TableOutbox(sessions, settings(), clock);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  Outbox open() {
    return another();
  }

  @Override
  Outbox reopen() {
    outbox.close();
    return another();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatJoinsATransactionEndsWithIt(boolean isHidden) throws SQLException {
    var transactions = new LocalTransactions(source(), isHidden);
    try (var joining = TableOutbox.open(transactions.source(), settings(), clock)) {
      transactions.run(
          connection -> {
            assertThat(joining.canJoin()).isTrue();
            assertThat(joining.join(entries(0, 2))).isTrue();
            assertThat(outbox.counts()).as("until it is committed").isEqualTo(new Counts(0, 0));
          });
      assertThat(outbox.counts()).isEqualTo(new Counts(2, 0));

      assertThatThrownBy(
              () ->
                  transactions.run(
                      connection -> {
                        assertThat(joining.join(entries(2, 1))).isTrue();
                        throw new SQLException("undone");
                      }))
          .hasMessage("undone");
      assertThat(outbox.counts()).isEqualTo(new Counts(2, 0));
    }
  }

  @Test
  void withoutATransactionNothingIsJoined() {
    assertThat(outbox.canJoin()).isFalse();
    assertThat(outbox.join(entries(0, 1))).isFalse();
    assertThat(outbox.counts()).isEqualTo(new Counts(0, 0));
  }

  @Test
  void nodesShareWhatIsThereAndNeverTheSameEntry() {
    outbox.append(entries(0, 6));
    try (var other = another()) {
      assertThat(numbers(outbox.claim(2, LEASE))).containsExactly(0, 1);
      assertThat(numbers(other.claim(3, LEASE))).containsExactly(2, 3, 4);
      assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(5);
      assertThat(outbox.counts()).isEqualTo(other.counts()).isEqualTo(new Counts(6, 0));
    }
  }

  @Test
  void whatADeadNodeHadIsSentByAnotherOnceItsLeaseHasEnded() {
    outbox.append(entries(0, 2));
    var dead = another();
    var claimed = dead.claim(9, LEASE);
    assertThat(numbers(claimed)).containsExactly(0, 1);

    assertThat(outbox.claim(9, LEASE)).isEmpty();
    clock.advance(LEASE);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 1);

    // it was only slow: what it says now changes nothing, but that an event is delivered
    dead.retry(claimed.get(0), clock.instant().plus(Duration.ofHours(1)));
    dead.park(claimed.get(0), REFUSED);
    assertThat(outbox.counts()).isEqualTo(new Counts(2, 0));
    assertThat(outbox.nextDue()).contains(clock.instant().plus(LEASE));
    dead.ack(claimed.subList(1, 2));
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));
    dead.close();
  }

  @Test
  void aNodeThatStopsLeavesItsLeasesToTheOthersAtOnce() {
    outbox.append(entries(0, 2));
    var other = another();
    other.claim(1, LEASE);
    other.close();

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 1);
  }

  @Test
  void theLedgerIsOneForAll() {
    outbox.append(entries(0, 3));
    try (var other = another()) {
      other.ack(other.claim(1, LEASE));
      other.note(Ledger.Note.LOST, 2);
      other.ack(other.claim(1, LEASE));

      assertThat(outbox.ledger()).isEqualTo(new Ledger(5, 2, 1, 0, 0, 2, 0, 0));
    }
  }

  @Test
  void aTextThatTheDatabaseCannotHoldDoesNotCostTheEvent() {
    var odd =
        new Entry(entry(1).id(), "org\0", "a\0b", entry(1).occurredAt(), new byte[] {0}, false);
    outbox.append(List.of(entry(0), odd));

    assertThat(outbox.claim(9, LEASE))
        .extracting(claimed -> claimed.entry().action())
        .containsExactly(entry(0).action(), "a\uFFFDb");
  }

  @Test
  void openedByManyNodesAtOnceTheTablesAreMadeOnce() throws Exception {
    together(
        8,
        node -> {
          try (var another = another()) {
            another.append(entries(node, node + 1));
          }
        });
    assertThat(outbox.counts().waiting()).isEqualTo(8);
  }

  @Test
  void whereNoTablesMayBeMadeTheStatementsAreTold() {
    var forbidden = new AuditConfig.Table("jdbc/test", "not_there", false);

    assertThatThrownBy(() -> TableOutbox.open(source(), forbidden, clock))
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("AUDIT-052")
        .hasMessageContaining("CREATE TABLE IF NOT EXISTS not_there.auditlogged_entry");
  }

  @Test
  void theSchemaIsAsConfigured() {
    var elsewhere = new AuditConfig.Table("jdbc/test", "elsewhere", true);
    try (var other = TableOutbox.open(source(), elsewhere, clock)) {
      other.append(entries(0, 2));
      assertThat(other.counts().waiting()).isEqualTo(2);
    }
    assertThat(outbox.counts().waiting()).isZero();
  }

  @Test
  void anOlderVersionGoesOnBesideANewerOneUnlessThatSaysNo() throws Exception {
    execute("UPDATE auditlogged_ledger SET version = 7");
    another().close();

    execute("UPDATE auditlogged_ledger SET usable_from = 7");
    assertThatThrownBy(() -> TableOutbox.open(source(), settings(), clock))
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("usable from version 7");
  }

  @Test
  void columnsThatANewerVersionAddsAreNoneOfItsBusiness() throws Exception {
    for (var table : List.of("entry", "discarded", "ledger", "account", "node")) {
      execute("ALTER TABLE auditlogged_" + table + " ADD COLUMN newer varchar");
    }
    try (var older = another()) {
      older.append(entries(0, 3));
      var claimed = older.claim(2, LEASE);
      older.ack(claimed.subList(0, 1));
      older.park(claimed.get(1), REFUSED);
      assertThat(older.parkedEntries().discard(Selection.ALL, "a test", "somebody")).isEqualTo(1);
      assertThat(older.account().look().nodes()).isEqualTo(1);
      assertThat(older.ledger()).isEqualTo(new Ledger(3, 1, 1, 0, 1, 0, 0, 0));
    }
  }

  @Test
  void whatCannotJoinATransactionLeavesItAsItWas() throws SQLException {
    execute("CREATE TABLE thing (id int)");
    var transactions = new LocalTransactions(source());
    var nameless = new Entry(entry(1).id(), "org", null, Instant.EPOCH, new byte[1]);
    try (var joining = TableOutbox.open(transactions.source(), settings(), clock)) {
      transactions.run(
          connection -> {
            try (var statement = connection.createStatement()) {
              statement.execute("INSERT INTO thing VALUES (7)");
            }
            assertThatThrownBy(() -> joining.join(List.of(entry(0), nameless)))
                .isInstanceOf(OutboxException.class);
            assertThat(joining.join(entries(2, 3))).isTrue();
          });
    }
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(2);
    assertThat(count("thing")).isEqualTo(1);
  }

  private int count(String table) throws SQLException {
    try (var connection = source().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void whereCallersHoldAllOtherConnectionsAppendsGoOn() throws SQLException {
    try (var pool = new HikariDataSource()) {
      pool.setDataSource(source());
      pool.setMaximumPoolSize(2);
      pool.setConnectionTimeout(1_000);
      try (var node = TableOutbox.open(pool, settings(), clock)) {
        try (var callers = pool.getConnection()) {
          node.append(entries(0, 2));
          node.check();
          assertThat(callers.isClosed()).isFalse();
        }
        assertThat(node.counts().waiting()).isEqualTo(2);
      }
    }
  }

  @Test
  void theTimeIsTheDatabasesAlsoAfterAMachineSlept() throws Exception {
    try (var real = TableOutbox.open(source(), settings(), clock)) {
      clock.advance(Duration.ofMinutes(-10));
      for (int looks = 0; looks < 10; looks++) {
        real.account().look();
      }
      assertThat(real.clock().instant()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theTimeIsTheDatabases() throws Exception {
    clock.advance(Duration.ofDays(-300));
    try (var real = TableOutbox.open(source(), settings(), clock)) {
      assertThat(real.clock().instant()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
    }
  }

  @Test
  void aStandingIsReplacedByOneNodeOnly() {
    try (var other = another()) {
      var mine = outbox.account();
      var open = mine.look().standing();
      assertThat(open.isOpen()).isTrue();
      var closed =
          new Account.Standing(
              open.version() + 1, "UNREACHABLE", 1, clock.instant().plusSeconds(1), "down", 0);
      assertThat(mine.change(open, closed)).isTrue();
      assertThat(other.account().change(open, closed)).isFalse();
      assertThat(other.account().look().standing()).isEqualTo(closed);

      assertThat(other.account().mayProbe(closed, LEASE)).isTrue();
      assertThat(mine.mayProbe(closed, LEASE)).isFalse();
      clock.advance(LEASE);
      assertThat(mine.mayProbe(closed, LEASE)).isTrue();
      assertThat(mine.mayProbe(open, LEASE)).isFalse();
    }
  }

  @Test
  void nodesThatWereHeardOfAreCounted() {
    var other = another();
    assertThat(outbox.account().look().nodes()).isEqualTo(1);
    assertThat(other.account().look().nodes()).isEqualTo(2);
    assertThat(outbox.account().look().nodes()).isEqualTo(2);

    clock.advance(Duration.ofSeconds(16));
    assertThat(outbox.account().look().nodes()).isEqualTo(1);
    other.close();
  }
}
