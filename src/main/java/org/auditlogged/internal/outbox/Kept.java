// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.auditlogged.internal.outbox.Refusal.By;

/**
 * The statements about entries that are kept back for a cause: parked, because they were refused
 * for it, or held, because others were. Invariant: each reads a part of an index that holds nothing
 * else. For one thread at a time.
 */
final class Kept {
  static final Map<By, Kept> OF = new EnumMap<>(By.class);

  static {
    OF.put(By.ACTION, new Kept(By.ACTION, "action"));
    OF.put(By.ORGANIZATION, new Kept(By.ORGANIZATION, "organization"));
  }

  final String first;
  final String unhold;
  final String unpark;
  final String next;
  final String cause;
  final String held;
  final String parked;

  private Kept(By by, String column) {
    var these = " FROM entry WHERE refused_by = '" + by + "' AND " + column + " = ?";
    // held ones have 0, and those parked have more
    first = "SELECT place" + these + " AND again_at = 0 ORDER BY place LIMIT 1";
    unhold =
        "UPDATE entry SET due = lane, refused_by = NULL, again_at = NULL WHERE place IN (SELECT place"
            + these
            + " AND again_at = 0 ORDER BY place LIMIT ?)";
    unpark =
        "UPDATE entry SET due = lane, refused_by = NULL, status = NULL, reason = NULL, parked_at = NULL,"
            + " again_at = NULL WHERE place IN (SELECT place"
            + these
            + " AND again_at > 0 AND again_at <= ? ORDER BY again_at LIMIT ?)";
    next = "SELECT min(again_at)" + these;
    cause =
        "SELECT min("
            + column
            + ") FROM entry WHERE refused_by = '"
            + by
            + "' AND "
            + column
            + " > ?";
    held =
        "SELECT count(*) FROM (SELECT 1"
            + these
            + " AND again_at = 0 LIMIT "
            + KeptBack.COUNTED
            + ")";
    parked =
        "SELECT count(*), min(parked_at) FROM (SELECT parked_at"
            + these
            + " AND again_at > 0 LIMIT "
            + KeptBack.COUNTED
            + ")";
  }

  static PreparedStatement bind(PreparedStatement statement, Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
