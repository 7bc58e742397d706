// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * The statements about an outbox that is a table, for one node. Invariant: rows are chosen with
 * {@code SKIP LOCKED} and changed by their places, so that no node waits for another or takes what
 * it took. Immutable, for any thread.
 */
final class TableStatements {
  private static final String COLUMNS =
      "SELECT place, id, organization, action, occurred_at, appended_at, attempts, shrunk, lane,"
          + " refusals, doubted_at, body FROM ";
  private static final String CHOSEN = " FOR UPDATE SKIP LOCKED";

  final Tables tables;

  /** See {@link Dialect#notDurable()}. */
  final String notDurable;

  /** Which node this is; never 0. */
  final long node;

  final String append;
  final String remove;
  final String ack;
  final String retry;
  final String park;
  final String hold;
  final String count;
  final String ended;
  final String putBack;
  final String there;
  final String due;
  final String one;
  final String lease;
  final String first;
  final String last;
  final String from;
  final String ours;
  final String farOff;
  final String nextDue;
  final String oldest;
  final String ledger;
  final String seen;
  final String touch;
  final String came;
  final String gone;
  final String look;
  final String change;
  final String probe;

  TableStatements(Dialect dialect, String schema, long node) {
    this.node = node;
    tables = Tables.in(schema);
    notDurable = dialect.notDurable();
    var entry = tables.entry;
    var ledgerTable = Tables.name(schema, "ledger");
    var accountTable = Tables.name(schema, "account");
    var nodes = Tables.name(schema, "node");
    append =
        dialect.insert(
            entry,
            "occurred_at, id, organization, action, appended_at, due, lane, body, leased, attempts,"
                + " shrunk, refusals, doubted_at",
            "CAST(? AS bigint), CAST(? AS uuid), CAST(? AS varchar), CAST(? AS varchar),"
                + " CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint), CAST(? AS "
                + dialect.bytes()
                + "), 0, CAST(? AS integer), CAST(? AS boolean), CAST(? AS integer),"
                + " CAST(? AS bigint)");
    remove = "DELETE FROM " + entry + " WHERE occurred_at = 0 AND id = ?";
    ack = "DELETE FROM " + entry + " WHERE place = ANY(?)";
    var own = " WHERE place = ? AND id = ? AND leased IN (0, ?)";
    retry =
        "UPDATE "
            + entry
            + " SET due = ?, leased = 0, attempts = attempts + 1, shrunk = ?, body = ?, lane = ?,"
            + " doubted_at = coalesce(doubted_at, ?), refused_by = NULL, again_at = NULL WHERE"
            + " due IS NOT NULL AND attempts = ? AND place = ? AND id = ? AND leased IN (0, ?)";
    park =
        "UPDATE "
            + entry
            + " SET due = NULL, leased = 0, refused_by = ?, status = ?, reason = ?, parked_at = ?,"
            + " again_at = ? + least(86400000, CAST(1000 * power(2, least(refusals, 17)) AS bigint)),"
            + " refusals = refusals + 1, shrunk = ?, body = ?"
            + own
            + " AND due IS NOT NULL";
    hold =
        "UPDATE "
            + entry
            + " SET due = "
            + Lane.HELD
            + ", leased = 0, refused_by = ?, again_at = 0"
            + own
            + " AND due > 0";
    count =
        "UPDATE "
            + ledgerTable
            + " SET delivered = delivered + ?, discarded = discarded + ?, lost = lost + ?,"
            + " cut = cut + ?, twice = twice + ?";
    ended =
        "SELECT place FROM "
            + entry
            + " WHERE due > 0 AND due <= ? LIMIT "
            + Rows.LARGEST_RETURN
            + CHOSEN;
    putBack = "UPDATE " + entry + " SET due = lane, leased = 0, " + DOUBT + " WHERE place = ANY(?)";
    var inLane =
        "(SELECT count(*) FROM (SELECT 1 FROM " + entry + " WHERE due = %d LIMIT ?) AS t%d)";
    there =
        "SELECT "
            + inLane.formatted(Lane.URGENT.due(), 1)
            + ", "
            + inLane.formatted(Lane.PLAIN.due(), 2)
            + ", "
            + inLane.formatted(Lane.AGAIN.due(), 3);
    due = COLUMNS + entry + " WHERE due = ? ORDER BY place LIMIT ?" + CHOSEN;
    one = COLUMNS + entry + " WHERE place = ? AND due = ?" + CHOSEN;
    lease =
        "UPDATE "
            + entry
            + " SET due = ?, leased = ?, refused_by = NULL, again_at = NULL WHERE place = ANY(?)";
    var place = "SELECT place FROM " + entry + " WHERE due = ?";
    first = place + " ORDER BY place LIMIT 1";
    last = place + " ORDER BY place DESC LIMIT 1";
    from = place + " AND place >= ? ORDER BY place LIMIT 1";
    ours =
        "UPDATE "
            + entry
            + " SET due = lane, leased = 0, "
            + DOUBT
            + " WHERE due > 0 AND leased = ?";
    farOff = "UPDATE " + entry + " SET due = lane WHERE due > ? AND leased = 0";
    nextDue = "SELECT min(due) FROM " + entry + " WHERE due > " + Lane.HELD;
    oldest =
        "SELECT appended_at FROM "
            + entry
            + " WHERE place = (SELECT min(place) FROM (SELECT min(place) AS place FROM "
            + entry
            + " WHERE due = 0 UNION ALL SELECT min(place) FROM "
            + entry
            + " WHERE due = -1 UNION ALL SELECT min(place) FROM "
            + entry
            + " WHERE due = -2 UNION ALL SELECT min(place) FROM "
            + entry
            + " WHERE due = -3 UNION ALL SELECT min(place) FROM "
            + entry
            + " WHERE due > 0) AS firsts)";
    ledger =
        "SELECT delivered, (SELECT count(*) FROM "
            + entry
            + " WHERE due IS NOT NULL), (SELECT count(*) FROM "
            + entry
            + " WHERE due IS NULL), discarded, lost, cut, twice FROM "
            + ledgerTable;
    seen = "UPDATE " + nodes + " SET seen_at = ? WHERE node = ?";
    touch = "SELECT version FROM " + ledgerTable;
    came = "INSERT INTO " + nodes + " (node, seen_at) VALUES (?, ?)";
    gone = "DELETE FROM " + nodes + " WHERE seen_at < ?";
    look =
        "SELECT version, why, attempt, until, told, slowed, (SELECT count(*) FROM "
            + nodes
            + " WHERE seen_at > ?) FROM "
            + accountTable;
    change =
        "UPDATE "
            + accountTable
            + " SET version = ?, why = ?, attempt = ?, until = ?, told = ?, slowed = ?, prober = 0,"
            + " probes_until = 0 WHERE version = ?";
    probe =
        "UPDATE "
            + accountTable
            + " SET prober = ?, probes_until = ? WHERE version = ? AND (prober = ? OR probes_until <= ?)";
  }

  /** As {@link Rows#DOUBT}; whoever has it is somebody. */
  private static final String DOUBT =
      "doubted_at = CASE leased WHEN 0 THEN doubted_at ELSE coalesce(doubted_at, due - 600000) END";

  Array places(Connection connection, Stream<Long> places) throws SQLException {
    return connection.createArrayOf("bigint", places.toArray());
  }
}
