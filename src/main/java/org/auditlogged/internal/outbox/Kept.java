// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.auditlogged.internal.outbox.Refusal.By;

/**
 * The statements about entries that are kept back for a cause: parked, because they were refused
 * for it, or held, because others were. Invariant: each reads a part of an index that holds nothing
 * else. For one thread at a time.
 */
final class Kept {
  final String first;
  final String unhold;
  final String unpark;
  final String next;
  final String cause;
  final String held;
  final String parked;

  Kept(String table, By by, String column) {
    var these = " FROM " + table + " WHERE refused_by = '" + by + "' AND " + column + " = ?";
    // held ones have 0, and those parked have more
    first = "SELECT place" + these + " AND again_at = 0 ORDER BY place LIMIT 1";
    unhold =
        "UPDATE "
            + table
            + " SET due = lane, refused_by = NULL, again_at = NULL WHERE due = "
            + Lane.HELD
            + " AND place IN (SELECT place"
            + these
            + " AND again_at = 0 ORDER BY place LIMIT ?)";
    unpark =
        "UPDATE "
            + table
            + " SET due = lane, refused_by = NULL, status = NULL, reason = NULL, parked_at = NULL,"
            + " again_at = NULL WHERE due IS NULL AND place IN (SELECT place"
            + these
            + " AND again_at > 0 AND again_at <= ? ORDER BY again_at LIMIT ?)";
    next = "SELECT min(again_at)" + these;
    cause =
        "SELECT min("
            + column
            + ") FROM "
            + table
            + " WHERE refused_by = '"
            + by
            + "' AND "
            + column
            + " > ?";
    held =
        "SELECT count(*) FROM (SELECT 1"
            + these
            + " AND again_at = 0 LIMIT "
            + KeptBack.COUNTED
            + ") AS counted";
    parked =
        "SELECT count(*), min(parked_at) FROM (SELECT parked_at"
            + these
            + " AND again_at > 0 LIMIT "
            + KeptBack.COUNTED
            + ") AS counted";
  }

  static PreparedStatement bind(PreparedStatement statement, Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
