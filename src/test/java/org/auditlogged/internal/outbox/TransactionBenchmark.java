// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Postgres;
import org.auditlogged.support.Rounds;

/**
 * What an event costs that goes with the caller's transaction on PostgreSQL: beside a plain INSERT
 * of the same size in the same place, and beside the transaction without either.
 */
public final class TransactionBenchmark implements Measurement {
  private static final int BODY = 1_000;

  private static final String HEADER =
      """
      Transactions that insert a row of business, medians of %d pairs of rounds of %d: with an event of 1 KB in them beside the same with something else.

      | beside | ours/s | the other/s | ratio |
      | --- | --- | --- | --- |
      """;

  private final int rounds;
  private final int transactions;

  /** With what is measured by default. */
  public TransactionBenchmark() {
    this(40, 200);
  }

  TransactionBenchmark(int rounds, int transactions) {
    this.rounds = rounds;
    this.transactions = transactions;
  }

  /** What is done in a transaction beside the row of business. */
  private interface Beside {
    void run(Connection connection) throws SQLException;
  }

  @Override
  public String report() throws Exception {
    var database = Postgres.database();
    database.execute(
        "CREATE TABLE business (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar);"
            + "CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea)");
    try (var pool = new HikariDataSource()) {
      pool.setJdbcUrl(database.url());
      pool.setMaximumPoolSize(4);
      var transactional = new LocalTransactions(pool);
      try (var outbox =
          TableOutbox.open(
              transactional.source(),
              new AuditConfig.Table("jdbc/app", null, true),
              Clock.systemUTC())) {
        Beside event =
            connection -> {
              if (!outbox.join(List.of(entry()))) {
                throw new IllegalStateException("not joined");
              }
            };
        return String.format(Locale.ROOT, HEADER, rounds, transactions)
            + row("a plain INSERT of 1 KB", transactional, event, TransactionBenchmark::insert)
            + row("nothing", transactional, event, connection -> {});
      }
    }
  }

  private String row(String beside, LocalTransactions transactional, Beside ours, Beside other)
      throws Exception {
    var pairs =
        Rounds.of(rounds, () -> round(transactional, ours), () -> round(transactional, other));
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | × %.2f (%.2f … %.2f) |%n",
        beside,
        transactions / pairs.ours(),
        transactions / pairs.bare(),
        pairs.ratio(0.5),
        pairs.ratio(0.25),
        pairs.ratio(0.75));
  }

  private void round(LocalTransactions transactional, Beside beside) throws SQLException {
    for (int i = 0; i < transactions; i++) {
      transactional.run(
          connection -> {
            try (var business =
                connection.prepareStatement("INSERT INTO business (name) VALUES (?)")) {
              business.setString(1, "something");
              business.executeUpdate();
            }
            beside.run(connection);
          });
    }
  }

  private static void insert(Connection connection) throws SQLException {
    try (var plain = connection.prepareStatement("INSERT INTO plain (body) VALUES (?)")) {
      plain.setBytes(1, new byte[BODY]);
      plain.executeUpdate();
    }
  }

  private static Entry entry() {
    return new Entry(UUID.randomUUID(), "org_1", "thing.done", Instant.now(), new byte[BODY]);
  }
}
