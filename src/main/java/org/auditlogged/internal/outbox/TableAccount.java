// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What all nodes know together, as two small tables. Invariant: the one row of a standing changes
 * only from the version that was seen. For the courier's thread.
 */
final class TableAccount implements Account {
  /**
   * A node that was not heard of for longer counts no more: three times as long as one may idle.
   */
  private static final Duration LIVES = Duration.ofSeconds(15);

  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** A node looks each second, or each few when idle. */
  private static final int LOOKS_PER_SETTING = 10;

  private final Runs runs;
  private final TableStatements sql;
  private final Clock clock;
  private final Dialect dialect;
  private int looks;

  /** A transaction of its own, in the store's words when it fails. */
  interface Runs {
    <T> T run(String verb, Sessions.Work<T> work);
  }

  TableAccount(Runs runs, TableStatements sql, Clock clock, Dialect dialect) {
    this.runs = runs;
    this.sql = sql;
    this.clock = clock;
    this.dialect = dialect;
  }

  @Override
  public Shared look() {
    boolean sets = ++looks % LOOKS_PER_SETTING == 0 && clock instanceof SharedClock;
    return runs.run(
        "look",
        statements -> {
          // a machine may sleep, and a database go on on another
          if (sets) {
            ((SharedClock) clock).set(statements, dialect);
          }
          long now = clock.millis();
          var seen = Kept.bind(statements.of(sql.seen), now, sql.node);
          if (seen.executeUpdate() == 0) {
            Kept.bind(statements.of(sql.came), sql.node, now).executeUpdate();
            Kept.bind(statements.of(sql.gone), now - FORGOTTEN.toMillis()).executeUpdate();
          }
          var look = Kept.bind(statements.of(sql.look), now - LIVES.toMillis());
          try (var row = look.executeQuery()) {
            row.next();
            var standing =
                new Standing(
                    row.getLong(1),
                    row.getString(2),
                    row.getInt(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    row.getString(5),
                    row.getLong(6));
            return new Shared(standing, Math.max(1, row.getInt(7)));
          }
        });
  }

  @Override
  public boolean change(Standing from, Standing to) {
    return runs.run(
            "look",
            statements ->
                Kept.bind(
                        statements.of(sql.change),
                        to.version(),
                        to.why(),
                        to.attempt(),
                        to.until().toEpochMilli(),
                        TableRows.text(to.text()),
                        to.slowed(),
                        from.version())
                    .executeUpdate())
        == 1;
  }

  @Override
  public boolean mayProbe(Standing standing, Duration lease) {
    long now = clock.millis();
    return runs.run(
            "look",
            statements ->
                Kept.bind(
                        statements.of(sql.probe),
                        sql.node,
                        now + lease.toMillis(),
                        standing.version(),
                        sql.node,
                        now)
                    .executeUpdate())
        == 1;
  }
}
