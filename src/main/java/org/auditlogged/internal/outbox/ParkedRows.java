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
final class ParkedRows implements Parking.Questions {
  static final String LIST =
      "SELECT place, id, organization, action, occurred_at, attempts, parked_at, refused_by, status,"
          + " reason";
  private static final String ORDER = " ORDER BY place LIMIT ?";
  private static final String UNTIL = " AND place <= ?";
  private final Statements statements;
  private final Tables tables;
  private final String from;
  private final String release;
  private final String keep;
  private final String delete;

  ParkedRows(Statements statements, Tables tables) {
    this.statements = statements;
    this.tables = tables;
    from = " FROM " + tables.entry + tables.parkedHint + " WHERE due IS NULL AND place > ?";
    // due again outside: another may have changed a row between its choice and its change
    release =
        "UPDATE "
            + tables.entry
            + " SET due = lane, leased = 0, refused_by = NULL, status = NULL, reason = NULL,"
            + " parked_at = NULL, again_at = NULL WHERE due IS NULL AND place IN (SELECT place";
    keep =
        "INSERT INTO "
            + tables.discarded
            + " (id, organization, action, occurred_at, refused_by, status, refusal, discarded_at,"
            + " discarded_by, reason)"
            + " SELECT id, organization, action, occurred_at, refused_by, status, reason, ?, ?, ?";
    delete = "DELETE FROM " + tables.entry + " WHERE due IS NULL AND place IN (SELECT place";
  }

  @Override
  public List<ParkedEntry> list(Selection which, long after, int max) throws SQLException {
    var list = statements.of(LIST + from + condition(which) + ORDER);
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

  @Override
  public byte[] body(UUID id) throws SQLException {
    var which = Selection.of(id);
    var body = statements.of("SELECT body" + from + condition(which));
    body.setLong(1, 0);
    bind(body, 2, which);
    try (var row = body.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  @Override
  public long last() throws SQLException {
    var last = statements.of("SELECT max(place)" + from);
    last.setLong(1, 0);
    try (var row = last.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public long next(Selection which, long after, long last, int max) throws SQLException {
    var next =
        statements.of(
            "SELECT max(place) FROM (SELECT place"
                + from
                + condition(which)
                + UNTIL
                + ORDER
                + ") AS piece");
    next.setLong(1, after);
    int index = bind(next, 2, which);
    next.setLong(index, last);
    next.setInt(index + 1, max);
    try (var row = next.executeQuery()) {
      row.next();
      return Math.max(after, row.getLong(1));
    }
  }

  int release(Parking.Piece piece) throws SQLException {
    var release = statements.of(this.release + from + condition(piece.which()) + UNTIL + ")");
    bind(release, 1, piece);
    return release.executeUpdate();
  }

  int discard(Parking.Piece piece, String reason, String by, long now) throws SQLException {
    if (tables.areShared()) {
      lock(piece);
    }
    var keep = statements.of(this.keep + from + condition(piece.which()) + UNTIL);
    keep.setLong(1, now);
    keep.setString(2, by);
    keep.setString(3, reason);
    bind(keep, 4, piece);
    keep.executeUpdate();
    var delete = statements.of(this.delete + from + condition(piece.which()) + UNTIL + ")");
    bind(delete, 1, piece);
    return delete.executeUpdate();
  }

  static String condition(Selection which) {
    return (which.id() == null ? "" : " AND id = ?")
        + (which.action() == null ? "" : " AND action = ?")
        + (which.organization() == null ? "" : " AND organization = ?");
  }

  /** Or two that discard the same would both say so. */
  private void lock(Parking.Piece piece) throws SQLException {
    var lock =
        statements.of("SELECT place" + from + condition(piece.which()) + UNTIL + " FOR UPDATE");
    bind(lock, 1, piece);
    lock.executeQuery().close();
  }

  private void bind(PreparedStatement statement, int index, Parking.Piece piece)
      throws SQLException {
    statement.setLong(index, piece.after());
    statement.setLong(bind(statement, index + 1, piece.which()), piece.until());
  }

  /** The index after the last one bound. */
  private int bind(PreparedStatement statement, int index, Selection which) throws SQLException {
    int next = index;
    if (which.id() != null) {
      tables.bind(statement, next++, which.id());
    }
    if (which.action() != null) {
      statement.setString(next++, which.action());
    }
    if (which.organization() != null) {
      statement.setString(next++, which.organization());
    }
    return next;
  }

  private ParkedEntry entry(ResultSet row) throws SQLException {
    return new ParkedEntry(
        row.getLong(1),
        tables.id(row, 2),
        row.getString(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getInt(6),
        Instant.ofEpochMilli(row.getLong(7)),
        new Refusal(Refusal.By.valueOf(row.getString(8)), row.getInt(9), row.getString(10)));
  }
}
