// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.util.OptionalLong;

/** What is asked of the tables that {@link KeptRows} and {@link ParkedRows} do not answer. */
final class TableQuestions {
  private TableQuestions() {}

  static OptionalLong time(Statements statements, String query) throws SQLException {
    try (var row = statements.of(query).executeQuery()) {
      return row.next() ? KeptRows.time(row) : OptionalLong.empty();
    }
  }

  /** All as of one moment: what is gone is counted, what is there is found by counting. */
  static Ledger ledger(Statements statements, TableStatements sql, Notes.Taken noted)
      throws SQLException {
    try (var row = statements.of(sql.ledger).executeQuery()) {
      row.next();
      long delivered = row.getLong(1);
      long waiting = row.getLong(2);
      long parked = row.getLong(3);
      long discarded = row.getLong(4);
      long lost = row.getLong(5) + noted.lost();
      return new Ledger(
          delivered + waiting + parked + discarded + lost,
          delivered,
          waiting,
          parked,
          discarded,
          lost,
          row.getLong(6) + noted.cut(),
          row.getLong(7) + noted.twice());
    }
  }
}
