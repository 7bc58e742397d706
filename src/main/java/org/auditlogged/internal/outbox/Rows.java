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
 * The statements of the five verbs and what a row means. Invariant: {@link #counts} is what the
 * last commit left; what a transaction changes is counted aside until {@link #committed}.
 *
 * <p>For the thread that leads only, save for {@link #counts}. The table is described at {@link
 * Layout}.
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
  static final String WAITING = "SELECT count(*) FROM entry WHERE due IS NOT NULL";
  static final String PARKED = "SELECT count(*) FROM entry WHERE due IS NULL";

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
  private static final String RELEASE =
      "UPDATE entry SET due = 0, refused_by = NULL, status = NULL, reason = NULL, parked_at = NULL"
          + " WHERE place IN (SELECT place FROM entry WHERE due IS NULL AND (?1 IS NULL OR id = ?1)"
          + " AND (?2 IS NULL OR action = ?2) AND (?3 IS NULL OR organization = ?3)"
          + " ORDER BY place LIMIT ?4)";
  private static final String REMOVE = "DELETE FROM entry WHERE occurred_at = 0 AND id = ?";

  private final Statements statements;
  private volatile Outbox.Counts counts;
  private long waitingMore;
  private long parkedMore;
  private long bytes;

  Rows(Connection connection) throws SQLException {
    statements = new Statements(connection);
    counts = new Outbox.Counts(number(WAITING), number(PARKED));
  }

  void append(Entry entry, long now) throws SQLException {
    var append = statements.of(APPEND);
    append.setBytes(1, bytes(entry.id()));
    append.setString(2, entry.organization());
    append.setString(3, entry.action());
    append.setLong(4, entry.occurredAt().toEpochMilli());
    append.setLong(5, now);
    append.setBytes(6, entry.body());
    waitingMore += append.executeUpdate();
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
    int gone = delete(ACK, entry);
    waitingMore -= gone;
    parkedMore -= gone == 0 ? delete(ACK_PARKED, entry) : 0;
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
    int parked = park.executeUpdate();
    waitingMore -= parked;
    parkedMore += parked;
    bytes += claimed.entry().body().length + Database.PAGE;
  }

  int release(Selection which, int max) throws SQLException {
    var release = statements.of(RELEASE);
    release.setBytes(1, which.id() == null ? null : bytes(which.id()));
    release.setString(2, which.action());
    release.setString(3, which.organization());
    release.setInt(4, max);
    int released = release.executeUpdate();
    waitingMore += released;
    parkedMore -= released;
    bytes += (long) released * Database.PAGE;
    return released;
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
    waitingMore -= remove.executeUpdate();
  }

  Outbox.Counts counts() {
    return counts;
  }

  /**
   * Disk first, memory second: what the transaction changed counts from now on. Roughly the bytes
   * it wrote.
   */
  long committed() {
    if (waitingMore != 0 || parkedMore != 0) {
      counts = new Outbox.Counts(counts.waiting() + waitingMore, counts.parked() + parkedMore);
    }
    long written = bytes;
    reset();
    return written;
  }

  void rolledBack() {
    statements.forget();
    reset();
  }

  private void reset() {
    waitingMore = 0;
    parkedMore = 0;
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

  private long number(String query) throws SQLException {
    try (var row = statements.of(query).executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static UUID id(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
