// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditlogged.internal.outbox.Sessions.Work;

/**
 * Which entries of a table are handed to this node; in the order of {@link Claims}, save for those
 * that other nodes are choosing at the same moment. For the courier's thread; each claim is one
 * short transaction.
 */
final class TableClaims {
  private final TableStatements sql;
  private int turn;

  TableClaims(TableStatements sql) {
    this.sql = sql;
  }

  /** Null when more may have come back than one transaction should bring: to be done again. */
  Work<List<Claimed>> claim(int max, int again, long now, long until) {
    return statements -> {
      if (!putBack(statements, now)) {
        return null;
      }
      int[] shares = Lane.share(there(statements, max, Math.min(again, max)), max, turn);
      var claimed = new ArrayList<Claimed>();
      for (var lane : Lane.values()) {
        int share = shares[lane.ordinal()];
        turn += share;
        if (share > 0) {
          var due = statements.of(sql.due);
          due.setLong(1, lane.due());
          due.setInt(2, share);
          read(due.executeQuery(), claimed);
        }
      }
      lease(statements, claimed, until);
      return claimed;
    };
  }

  /** Null as {@link #claim}. */
  Work<Optional<Claimed>> probe(boolean again, double from, long now, long until) {
    return statements -> {
      if (!putBack(statements, now)) {
        return null;
      }
      for (var lane : Lane.probing(again)) {
        long first = place(statements, sql.first, lane.due());
        if (first > 0) {
          long last = place(statements, sql.last, lane.due());
          long somewhere = first + (long) ((last - first) * from);
          return take(
              statements, place(statements, sql.from, lane.due(), somewhere), lane.due(), until);
        }
      }
      return Optional.empty();
    };
  }

  Work<Optional<Claimed>> claimHeld(Cause cause, long until) {
    return statements -> {
      var first = statements.of(sql.tables.kept.get(cause.by()).first);
      long place = number(Kept.bind(first, cause.of()).executeQuery());
      return take(statements, place, Lane.HELD, until);
    };
  }

  /**
   * Makes entries whose lease or backoff has ended due at once; false when more of them may be
   * left.
   */
  private boolean putBack(Statements statements, long now) throws SQLException {
    var ended = statements.of(sql.ended);
    ended.setLong(1, now);
    var places = new ArrayList<Long>();
    try (var row = ended.executeQuery()) {
      while (row.next()) {
        places.add(row.getLong(1));
      }
    }
    if (!places.isEmpty()) {
      var putBack = statements.of(sql.putBack);
      putBack.setArray(1, sql.places(putBack.getConnection(), places.stream()));
      putBack.executeUpdate();
    }
    return places.size() < Rows.LARGEST_RETURN;
  }

  /** Nothing when another node was faster. */
  private Optional<Claimed> take(Statements statements, long place, long due, long until)
      throws SQLException {
    var one = statements.of(sql.one);
    one.setLong(1, place);
    one.setLong(2, due);
    var claimed = new ArrayList<Claimed>();
    read(one.executeQuery(), claimed);
    lease(statements, claimed, until);
    return claimed.stream().findFirst();
  }

  private void lease(Statements statements, List<Claimed> claimed, long until) throws SQLException {
    if (!claimed.isEmpty()) {
      if (sql.notDurable != null) {
        // a lease that a crash undoes is as one that ended: its event is sent again by its own key
        statements.of(sql.notDurable).execute();
      }
      var lease = statements.of(sql.lease);
      lease.setLong(1, until);
      lease.setLong(2, sql.node);
      lease.setArray(3, sql.places(lease.getConnection(), claimed.stream().map(Claimed::row)));
      lease.executeUpdate();
    }
  }

  private int[] there(Statements statements, int max, int again) throws SQLException {
    var there = statements.of(sql.there);
    there.setInt(1, max);
    there.setInt(2, max);
    there.setInt(3, Math.max(0, again));
    try (var row = there.executeQuery()) {
      row.next();
      return new int[] {row.getInt(1), row.getInt(2), row.getInt(3)};
    }
  }

  private static long place(Statements statements, String query, Object... arguments)
      throws SQLException {
    return number(Kept.bind(statements.of(query), arguments).executeQuery());
  }

  private static long number(ResultSet rows) throws SQLException {
    try (rows) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private void read(ResultSet rows, List<Claimed> claimed) throws SQLException {
    try (rows) {
      while (rows.next()) {
        claimed.add(Claims.claimed(rows, sql.tables));
      }
    }
  }
}
