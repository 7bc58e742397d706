// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The statements of the verbs and what a row means. Invariant: whatever changes how many entries
 * there are, or where they are, is entered in the ledger by {@link #account}.
 *
 * <p>For the thread that leads only. The table is described at {@link Layout}.
 */
final class Rows {
  /** Due at once, whatever the clock says; less than any other due time. */
  static final long AT_ONCE = 0;

  /** How many expired leases and backoffs one transaction puts back. */
  static final int LARGEST_RETURN = 1_000;

  static final String DUE =
      "SELECT place, id, organization, action, occurred_at, appended_at, attempts, shrunk, body"
          + " FROM entry WHERE due = 0 ORDER BY place LIMIT ?";
  static final String EXPIRED =
      "SELECT place FROM entry WHERE due > 0 AND due <= ? LIMIT " + LARGEST_RETURN;

  private static final String APPEND =
      "INSERT INTO entry (id, organization, action, occurred_at, appended_at, due, leased, attempts,"
          + " shrunk, body) VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, ?) ON CONFLICT (occurred_at, id) DO NOTHING";
  private static final String PUT_BACK =
      "UPDATE entry SET due = 0, leased = 0 WHERE place IN (" + EXPIRED + ")";
  private static final String LEASE =
      "UPDATE entry SET due = ?, leased = 1 WHERE due = 0 AND place <= ?";
  private static final String ACK =
      "DELETE FROM entry WHERE place = ? AND id = ? AND due IS NOT NULL";
  private static final String ACK_PARKED =
      "DELETE FROM entry WHERE place = ? AND id = ? AND due IS NULL";
  private static final String RETRY =
      "UPDATE entry SET due = ?, leased = 0, attempts = attempts + 1, shrunk = ?, body = ?"
          + " WHERE place = ? AND id = ? AND attempts = ? AND due IS NOT NULL";
  private static final String PARK =
      "UPDATE entry SET due = NULL, leased = 0, refused_by = ?, status = ?, reason = ?, parked_at = ?,"
          + " shrunk = ?, body = ? WHERE place = ? AND id = ? AND due IS NOT NULL";
  private static final String REMOVE = "DELETE FROM entry WHERE occurred_at = 0 AND id = ?";

  private final Statements statements;
  private final LedgerRow ledger;
  private final ParkedRows parked;
  private long bytes;

  Rows(Connection connection) throws SQLException {
    statements = new Statements(connection);
    ledger = new LedgerRow(statements);
    parked = new ParkedRows(statements);
  }

  LedgerRow ledger() {
    return ledger;
  }

  void append(Entry entry, long now) throws SQLException {
    var append = statements.of(APPEND);
    append.setBytes(1, bytes(entry.id()));
    append.setString(2, entry.organization());
    append.setString(3, entry.action());
    append.setLong(4, entry.occurredAt().toEpochMilli());
    append.setLong(5, now);
    append.setBytes(6, entry.body());
    ledger.appended(append.executeUpdate());
    bytes += entry.body().length + Database.PAGE;
  }

  /**
   * Makes entries whose lease or backoff has ended due at once; false when more of them are left.
   */
  boolean putBack(long now) throws SQLException {
    var putBack = statements.of(PUT_BACK);
    putBack.setLong(1, now);
    int count = putBack.executeUpdate();
    bytes += (long) count * Database.PAGE;
    return count < LARGEST_RETURN;
  }

  List<Claimed> claim(int max, long until) throws SQLException {
    var due = statements.of(DUE);
    var claimed = new ArrayList<Claimed>();
    due.setInt(1, max);
    try (var row = due.executeQuery()) {
      while (row.next()) {
        claimed.add(claimed(row));
      }
    }
    if (!claimed.isEmpty()) {
      var lease = statements.of(LEASE);
      lease.setLong(1, until);
      lease.setLong(2, claimed.get(claimed.size() - 1).row());
      lease.executeUpdate();
    }
    bytes += (long) claimed.size() * Database.PAGE;
    return claimed;
  }

  /**
   * By place and id: a place is given again once its entry is gone, and a late ack must not take
   * the next.
   */
  void ack(Claimed entry) throws SQLException {
    int waited = delete(ACK, entry);
    ledger.delivered(waited, waited == 0 ? delete(ACK_PARKED, entry) : 0);
    bytes += Database.PAGE;
  }

  /**
   * Only when nobody retried it meanwhile: a courier that outlived its lease must not count twice.
   */
  void retry(Claimed claimed, long due) throws SQLException {
    var retry = statements.of(RETRY);
    retry.setLong(1, due);
    retry.setBoolean(2, claimed.isShrunk());
    retry.setBytes(3, claimed.entry().body());
    retry.setLong(4, claimed.row());
    retry.setBytes(5, bytes(claimed.entry().id()));
    retry.setInt(6, claimed.attempts());
    retry.executeUpdate();
    bytes += claimed.entry().body().length + Database.PAGE;
  }

  void park(Claimed claimed, Refusal refusal, long now) throws SQLException {
    var park = statements.of(PARK);
    park.setString(1, refusal.by().name());
    park.setInt(2, refusal.status());
    park.setString(3, refusal.reason());
    park.setLong(4, now);
    park.setBoolean(5, claimed.isShrunk());
    park.setBytes(6, claimed.entry().body());
    park.setLong(7, claimed.row());
    park.setBytes(8, bytes(claimed.entry().id()));
    ledger.parked(park.executeUpdate());
    bytes += claimed.entry().body().length + Database.PAGE;
  }

  int release(Selection which, int max) throws SQLException {
    long last = parked.next(which, 0, Long.MAX_VALUE, max);
    return last == 0 ? 0 : release(new ParkedRows.Piece(which, 0, last));
  }

  int release(ParkedRows.Piece piece) throws SQLException {
    int released = parked.release(piece);
    ledger.released(released);
    bytes += (long) released * Database.PAGE;
    return released;
  }

  int discard(ParkedRows.Piece piece, String reason, String by, long now) throws SQLException {
    int discarded = parked.discard(piece, reason, by, now);
    ledger.discarded(discarded);
    bytes += (long) discarded * Database.PAGE;
    return discarded;
  }

  /**
   * Writes an entry of this size and takes it away again, so that the commit shows whether one
   * could be kept.
   */
  void probe(int size) throws SQLException {
    var entry = new Entry(UUID.randomUUID(), null, "probe", Instant.EPOCH, new byte[size]);
    append(entry, 0);
    var remove = statements.of(REMOVE);
    remove.setBytes(1, bytes(entry.id()));
    ledger.withdrawn(remove.executeUpdate());
  }

  /** Last in the transaction: what it changed is entered in the ledger. */
  void account() throws SQLException {
    ledger.write();
  }

  /** Roughly the bytes that the transaction wrote. */
  long committed() {
    ledger.committed();
    long written = bytes;
    bytes = 0;
    return written;
  }

  void rolledBack() {
    statements.forget();
    ledger.rolledBack();
    bytes = 0;
  }

  private int delete(String sql, Claimed claimed) throws SQLException {
    var statement = statements.of(sql);
    statement.setLong(1, claimed.row());
    statement.setBytes(2, bytes(claimed.entry().id()));
    return statement.executeUpdate();
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    var entry =
        new Entry(
            id(row.getBytes(2)),
            row.getString(3),
            row.getString(4),
            Instant.ofEpochMilli(row.getLong(5)),
            row.getBytes(9));
    return new Claimed(
        row.getLong(1),
        entry,
        row.getInt(7),
        row.getBoolean(8),
        Instant.ofEpochMilli(row.getLong(6)));
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID id(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
