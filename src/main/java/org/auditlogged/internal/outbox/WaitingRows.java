// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What waits, for people. Stateless; the tables are described at {@link Layout}. */
final class WaitingRows {
  private WaitingRows() {}

  static List<OthersOutbox.Waiting> oldest(Statements statements, Tables tables, int max)
      throws SQLException {
    var oldest =
        statements.of(
            "SELECT id, organization, action, occurred_at, appended_at, attempts,"
                + " CASE WHEN due > 0 THEN due ELSE 0 END, CASE due WHEN "
                + Lane.HELD
                + " THEN refused_by END FROM "
                + tables.entry
                + " WHERE due IS NOT NULL ORDER BY place LIMIT ?");
    oldest.setInt(1, max);
    var found = new ArrayList<OthersOutbox.Waiting>();
    try (var row = oldest.executeQuery()) {
      while (row.next()) {
        found.add(waiting(row, tables));
      }
    }
    return found;
  }

  private static OthersOutbox.Waiting waiting(ResultSet row, Tables tables) throws SQLException {
    long due = row.getLong(7);
    var heldBy = row.getString(8);
    return new OthersOutbox.Waiting(
        tables.id(row, 1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getInt(6),
        due == 0 ? null : Instant.ofEpochMilli(due),
        heldBy == null ? null : Refusal.By.valueOf(heldBy));
  }
}
