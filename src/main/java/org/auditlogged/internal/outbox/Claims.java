// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which entries are handed out, and in which order. Invariant: whatever waits, a claim reads the
 * beginning of an index and the rows that it hands out, and no others. A row that cannot be read is
 * parked, so that it keeps none back.
 *
 * <p>For the thread that writes only.
 */
final class Claims {
  private static final String COLUMNS =
      "SELECT place, id, organization, action, occurred_at, appended_at, attempts, shrunk, lane,"
          + " refusals, doubted_at, body FROM entry WHERE ";
  static final String DUE = COLUMNS + "due = ? ORDER BY place LIMIT ?";
  static final String THERE = "SELECT count(*) FROM (SELECT 1 FROM entry WHERE due = ? LIMIT ?)";
  static final String FIRST = "SELECT place FROM entry WHERE due = ? ORDER BY place LIMIT 1";
  static final String LAST = "SELECT place FROM entry WHERE due = ? ORDER BY place DESC LIMIT 1";
  static final String FROM =
      "SELECT place FROM entry WHERE due = ? AND place >= ? ORDER BY place LIMIT 1";

  private static final String ONE = COLUMNS + "place = ?";
  private static final String LEASE =
      "UPDATE entry SET due = ?, leased = 1 WHERE due = ? AND place <= ?";
  private static final String LEASE_ONE =
      "UPDATE entry SET due = ?, leased = 1, refused_by = NULL, again_at = NULL WHERE place = ?";
  private static final String SET_ASIDE =
      "UPDATE entry SET due = NULL, leased = 0, refused_by = 'EVENT', status = 0, reason = ?,"
          + " parked_at = ? WHERE place = ?";

  private final Statements statements;
  private int turn;

  /**
   * What a claim found.
   *
   * @param entries what is handed out
   * @param unreadable what is wrong with each row that was parked instead
   */
  record Found(List<Claimed> entries, List<String> unreadable) {
    Found() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  Claims(Statements statements) {
    this.statements = statements;
  }

  Found claim(int max, int again, long now, long until) throws SQLException {
    int[] there = {there(Lane.URGENT, max), there(Lane.PLAIN, max), 0};
    there[2] = there(Lane.AGAIN, Math.min(again, max));
    int[] shares = Lane.share(there, max, turn);
    var found = new Found();
    for (var lane : Lane.values()) {
      int share = shares[lane.ordinal()];
      turn += share;
      if (share > 0) {
        take(lane, share, now, until, found);
      }
    }
    return found;
  }

  Found probe(boolean again, double from, long now, long until) throws SQLException {
    var found = new Found();
    for (var lane : Lane.probing(again)) {
      long first = place(FIRST, lane.due());
      if (first > 0) {
        long last = place(LAST, lane.due());
        takeOne(place(FROM, lane.due(), first + (long) ((last - first) * from)), now, until, found);
        break;
      }
    }
    return found;
  }

  /** The row at a place, whatever it is due for; nothing when the place is 0. */
  void takeOne(long place, long now, long until, Found found) throws SQLException {
    if (place > 0) {
      var one = statements.of(ONE);
      one.setLong(1, place);
      read(one.executeQuery(), now, found);
      if (!found.entries.isEmpty()) {
        var lease = statements.of(LEASE_ONE);
        lease.setLong(1, until);
        lease.setLong(2, place);
        lease.executeUpdate();
      }
    }
  }

  private void take(Lane lane, int share, long now, long until, Found found) throws SQLException {
    int before = found.entries.size();
    var due = statements.of(DUE);
    due.setLong(1, lane.due());
    due.setInt(2, share);
    read(due.executeQuery(), now, found);
    int after = found.entries.size();
    if (after > before) {
      var lease = statements.of(LEASE);
      lease.setLong(1, until);
      lease.setLong(2, lane.due());
      lease.setLong(3, found.entries.get(after - 1).row());
      lease.executeUpdate();
    }
  }

  private void read(ResultSet rows, long now, Found found) throws SQLException {
    var broken = new ArrayList<Long>();
    var reasons = new ArrayList<String>();
    try (rows) {
      while (rows.next()) {
        var wrong = wrong(rows);
        if (wrong == null) {
          found.entries.add(claimed(rows, Tables.FILE));
        } else {
          broken.add(rows.getLong(1));
          reasons.add(wrong);
        }
      }
    }
    for (int i = 0; i < broken.size(); i++) {
      var aside = statements.of(SET_ASIDE);
      aside.setString(1, "unreadable: " + reasons.get(i));
      aside.setLong(2, now);
      aside.setLong(3, broken.get(i));
      aside.executeUpdate();
      found.unreadable.add("row " + broken.get(i) + ": " + reasons.get(i));
    }
  }

  private int there(Lane lane, int max) throws SQLException {
    if (max <= 0) {
      return 0;
    }
    var there = statements.of(THERE);
    there.setLong(1, lane.due());
    there.setInt(2, max);
    return (int) number(there.executeQuery());
  }

  private long place(String query, long... arguments) throws SQLException {
    var statement = statements.of(query);
    for (int i = 0; i < arguments.length; i++) {
      statement.setLong(i + 1, arguments[i]);
    }
    return number(statement.executeQuery());
  }

  private static long number(ResultSet rows) throws SQLException {
    try (rows) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** What keeps the row from being sent, or {@code null}; somebody may have edited the file. */
  private static String wrong(ResultSet row) throws SQLException {
    var id = row.getBytes(2);
    if (id == null || id.length != 16) {
      return "its id has " + (id == null ? 0 : id.length) + " bytes; expected 16";
    }
    return row.getString(4) == null
        ? "it has no action"
        : row.getBytes(12) == null ? "it has no body" : null;
  }

  static Claimed claimed(ResultSet row, Tables tables) throws SQLException {
    long lane = row.getLong(9);
    var entry =
        new Entry(
            tables.id(row, 2),
            row.getString(3),
            row.getString(4),
            Instant.ofEpochMilli(row.getLong(5)),
            row.getBytes(12),
            lane == Lane.URGENT.due());
    long doubted = row.getLong(11);
    var doubtedAt = row.wasNull() ? null : Instant.ofEpochMilli(doubted);
    var past = new Claimed.Past(row.getInt(10), lane == Lane.AGAIN.due(), doubtedAt);
    return new Claimed(
        row.getLong(1),
        entry,
        row.getInt(7),
        row.getBoolean(8),
        Instant.ofEpochMilli(row.getLong(6)),
        past);
  }
}
