// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Postgres;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What a million events cost that wait in a table of PostgreSQL: how long a claim of a hundred
 * takes, how fast all are worked off, what is kept in memory meanwhile and on disk afterwards, with
 * the database's own settings for vacuum.
 */
public final class TableBacklogBenchmark implements Measurement {
  private static final int BATCH = 100;
  private static final int WARM_UP = 200;
  private static final Duration LEASE = Duration.ofHours(1);

  /** The database looks once a minute whether there is something to vacuum. */
  private static final Duration VACUUMED = Duration.ofMinutes(3);

  private static final String HEADER =
      """
      Claims of %d from a table of PostgreSQL, each acked before the next, events of 1 KB:

      | waiting | median | p99 | longest of %,d |
      | --- | --- | --- | --- |
      """;

  private final int many;
  private final int claims;
  private final Duration patience;

  /** With as many as are promised. */
  public TableBacklogBenchmark() {
    this(1_000_000, 1_000, VACUUMED);
  }

  TableBacklogBenchmark(int many, int claims, Duration patience) {
    this.many = many;
    this.claims = claims;
    this.patience = patience;
  }

  /** Minutes, for a database that fills and vacuums. */
  @Override
  public boolean isOnDemand() {
    return true;
  }

  @Override
  public String report() throws Exception {
    var database = Postgres.database();
    try (var pool = new HikariDataSource();
        var outbox = open(database, pool)) {
      int warmUp = Math.min(WARM_UP, claims);
      fill(database, (claims + warmUp) * BATCH);
      claims(outbox, warmUp);
      var report = new StringBuilder(String.format(Locale.ROOT, HEADER, BATCH, claims));
      report.append(row(database, outbox));
      fill(database, many - waiting(database));
      report.append(row(database, outbox));
      return report.append(drained(database, outbox)).toString();
    }
  }

  private String row(Postgres database, Outbox outbox) {
    int waiting = waiting(database);
    var took = claims(outbox, claims);
    Arrays.sort(took);
    return String.format(
        Locale.ROOT,
        "| %,d | %.2f ms | %.2f ms | %.2f ms |%n",
        waiting,
        took[took.length / 2],
        took[(int) Math.ceil(0.99 * took.length) - 1],
        took[took.length - 1]);
  }

  /** How long each of them took, in milliseconds. */
  private static double[] claims(Outbox outbox, int count) {
    var took = new double[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      var claimed = outbox.claim(BATCH, BATCH, LEASE);
      took[i] = (System.nanoTime() - start) / 1e6;
      if (claimed.size() != BATCH) {
        throw new IllegalStateException("found " + claimed.size());
      }
      outbox.ack(claimed);
    }
    return took;
  }

  private String drained(Postgres database, Outbox outbox) throws Exception {
    int waiting = waiting(database);
    var full = megabytes(database);
    long idle = heap();
    long most = idle;
    long start = System.nanoTime();
    int acked = 0;
    for (int round = 0; acked < waiting; round++) {
      var claimed = outbox.claim(5 * BATCH, BATCH, LEASE);
      outbox.ack(claimed);
      acked += claimed.size();
      if (round % 200 == 0) {
        most = Math.max(most, heap());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long drained = System.nanoTime();
    try {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofSeconds(1))
          .atMost(patience)
          .until(() -> megabytes(database).startsWith("0 "));
    } catch (ConditionTimeoutException e) {
      // the report says how much is left
    }
    return String.format(
        Locale.ROOT,
        "%nThe rest worked off: %,.0f events/s, %d MB more on the heap at most. The table and its indexes: %s, and %s after the database's own vacuum, %d s later.%n",
        waiting / seconds,
        (most - idle) >> 20,
        full,
        megabytes(database),
        (System.nanoTime() - drained) / 1_000_000_000);
  }

  private static TableOutbox open(Postgres database, HikariDataSource pool) {
    pool.setJdbcUrl(database.url());
    pool.setMaximumPoolSize(4);
    return TableOutbox.open(pool, new AuditConfig.Table("jdbc/app", null, true), Clock.systemUTC());
  }

  private static void fill(Postgres database, int count) {
    database.execute(
        "INSERT INTO auditlogged_entry (id, organization, action, occurred_at, appended_at, due,"
            + " lane, leased, attempts, shrunk, refusals, body) SELECT gen_random_uuid(), 'org_1',"
            + " 'thing.done', n, n, 0, 0, 0, 0, false, 0, decode(repeat(md5(n::text), 63), 'hex')"
            + " FROM generate_series(1, "
            + count
            + ") AS n; ANALYZE auditlogged_entry");
  }

  private static int waiting(Postgres database) {
    return Integer.parseInt(database.query("SELECT count(*) FROM auditlogged_entry").get(0));
  }

  /** Of the table and of its indexes. */
  private static String megabytes(Postgres database) {
    return database
        .query(
            "SELECT pg_relation_size('auditlogged_entry') / 1048576 || ' and ' ||"
                + " pg_indexes_size('auditlogged_entry') / 1048576 || ' MB'")
        .get(0);
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
