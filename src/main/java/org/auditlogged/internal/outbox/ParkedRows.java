// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The statements about parked entries. For one thread at a time; the tables are described at {@link
 * Layout}.
 */
final class ParkedRows {
  /** How many one transaction changes. */
  static final int PIECE = 500;

  // said outright: by its own choice SQLite reads a million that wait to find one that is parked
  private static final String FROM =
      " FROM entry INDEXED BY entry_parked_place WHERE due IS NULL AND place > ?";

  static final String LIST =
      "SELECT place, id, organization, action, occurred_at, attempts, parked_at, refused_by, status,"
          + " reason";
  private static final String ORDER = " ORDER BY place LIMIT ?";
  private static final String UNTIL = " AND place <= ?";
  private static final String RELEASE =
      "UPDATE entry SET due = lane, leased = 0, refused_by = NULL, status = NULL, reason = NULL,"
          + " parked_at = NULL, again_at = NULL WHERE place IN (SELECT place";
  private static final String KEEP =
      "INSERT INTO discarded SELECT id, organization, action, occurred_at, refused_by, status, reason,"
          + " ?, ?, ?";
  private static final String DELETE = "DELETE FROM entry WHERE place IN (SELECT place";

  private final Statements statements;

  /** Those of {@code which} whose places are above {@code after} and not above {@code until}. */
  record Piece(Selection which, long after, long until) {}

  ParkedRows(Statements statements) {
    this.statements = statements;
  }

  List<ParkedEntry> list(Selection which, long after, int max) throws SQLException {
    var list = statements.of(LIST + FROM + condition(which) + ORDER);
    list.setLong(1, after);
    list.setInt(bind(list, 2, which), max);
    var entries = new ArrayList<ParkedEntry>();
    try (var row = list.executeQuery()) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    return entries;
  }

  /** Null when there is none. */
  byte[] body(UUID id) throws SQLException {
    var which = Selection.of(id);
    var body = statements.of("SELECT body" + FROM + condition(which));
    body.setLong(1, 0);
    bind(body, 2, which);
    try (var row = body.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  /** The last place of all; 0 when nothing is parked. */
  long last() throws SQLException {
    var last = statements.of("SELECT max(place)" + FROM);
    last.setLong(1, 0);
    try (var row = last.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * The last place of the next piece of at most {@code max}; {@code after} when there is none up to
   * {@code last}.
   */
  long next(Selection which, long after, long last, int max) throws SQLException {
    var next =
        statements.of(
            "SELECT max(place) FROM (SELECT place" + FROM + condition(which) + UNTIL + ORDER + ")");
    next.setLong(1, after);
    int index = bind(next, 2, which);
    next.setLong(index, last);
    next.setInt(index + 1, max);
    try (var row = next.executeQuery()) {
      row.next();
      return Math.max(after, row.getLong(1));
    }
  }

  int release(Piece piece) throws SQLException {
    var release = statements.of(RELEASE + FROM + condition(piece.which) + UNTIL + ")");
    bind(release, 1, piece);
    return release.executeUpdate();
  }

  int discard(Piece piece, String reason, String by, long now) throws SQLException {
    var keep = statements.of(KEEP + FROM + condition(piece.which) + UNTIL);
    keep.setLong(1, now);
    keep.setString(2, by);
    keep.setString(3, reason);
    bind(keep, 4, piece);
    keep.executeUpdate();
    var delete = statements.of(DELETE + FROM + condition(piece.which) + UNTIL + ")");
    bind(delete, 1, piece);
    return delete.executeUpdate();
  }

  private static String condition(Selection which) {
    return (which.id() == null ? "" : " AND id = ?")
        + (which.action() == null ? "" : " AND action = ?")
        + (which.organization() == null ? "" : " AND organization = ?");
  }

  private static void bind(PreparedStatement statement, int index, Piece piece)
      throws SQLException {
    statement.setLong(index, piece.after);
    statement.setLong(bind(statement, index + 1, piece.which), piece.until);
  }

  /** The index after the last one bound. */
  private static int bind(PreparedStatement statement, int index, Selection which)
      throws SQLException {
    int next = index;
    if (which.id() != null) {
      statement.setBytes(next++, Rows.bytes(which.id()));
    }
    if (which.action() != null) {
      statement.setString(next++, which.action());
    }
    if (which.organization() != null) {
      statement.setString(next++, which.organization());
    }
    return next;
  }

  private static ParkedEntry entry(ResultSet row) throws SQLException {
    return new ParkedEntry(
        row.getLong(1),
        Rows.id(row.getBytes(2)),
        row.getString(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getInt(6),
        Instant.ofEpochMilli(row.getLong(7)),
        new Refusal(Refusal.By.valueOf(row.getString(8)), row.getInt(9), row.getString(10)));
  }
}
