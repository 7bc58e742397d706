// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.internal.outbox.Entries.entries;
import static org.auditlogged.internal.outbox.Entries.entry;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.support.Postgres;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class TableOutboxOnPostgresTest extends TableOutboxContract {
  private final Postgres database = Postgres.database();
  private final PGSimpleDataSource source = new PGSimpleDataSource();

  {
    source.setURL(database.url());
  }

  @Override
  DataSource source() {
    return source;
  }

  @Test
  void aNodeThatFallsSilentInATransactionHoldsUpNobodyForLong() throws Exception {
    outbox.append(entries(0, 2));
    var claimed = outbox.claim(2, LEASE);
    var holds = new CountDownLatch(1);
    var isOver = new CountDownLatch(1);
    var silent =
        CompletableFuture.runAsync(
            () -> {
              try {
                new Sessions(source)
                    .run(
                        statements -> {
                          statements.of("UPDATE auditlogged_ledger SET lost = 7").execute();
                          holds.countDown();
                          await(isOver);
                          return null;
                        });
              } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    try {
      await(holds);
      outbox.note(Ledger.Note.CUT, 1);
      outbox.append(entries(2, 3));
      outbox.ack(claimed);
    } finally {
      isOver.countDown();
    }
    assertThat(silent).failsWithin(java.time.Duration.ofSeconds(30));
    assertThat(outbox.ledger()).isEqualTo(new Ledger(3, 2, 1, 0, 0, 0, 1, 0));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ourOwnTransactionsAreWhatTheyAreWhateverTheDatabaseIsSetTo() throws Exception {
    database.execute(
        "ALTER DATABASE "
            + database.name()
            + " SET default_transaction_isolation = 'serializable'");

    assertThat(
            new Sessions(source)
                .<String>run(
                    statements -> {
                      try (var row = statements.of("SHOW transaction_isolation").executeQuery()) {
                        row.next();
                        return row.getString(1);
                      }
                    }))
        .isEqualTo("read committed");
    try (var node = another()) {
      node.append(List.of(entry(0)));
      node.ack(node.claim(1, LEASE));
    }
  }

  /** Who may make no schemas. */
  @Test
  void aSchemaThatSomebodyMadeForItIsUsed() {
    var user = database.name() + "_app";
    database.execute(
        "CREATE ROLE %1$s LOGIN; CREATE SCHEMA made AUTHORIZATION %1$s".formatted(user));
    var theirs = new PGSimpleDataSource();
    theirs.setURL(database.url().replaceFirst("[?].*", "?user=" + user));

    try (var node =
        TableOutbox.open(theirs, new AuditConfig.Table("jdbc/test", "made", true), clock)) {
      node.append(entries(0, 1));
    }
    assertThat(database.query("SELECT count(*) FROM made.auditlogged_entry")).containsExactly("1");
  }
}
