// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The statements of the verbs and what a row means. Invariant: whatever changes how many entries
 * there are, or where they are, is entered in the ledger by {@link #account}.
 *
 * <p>For the thread that writes only. The table is described at {@link Layout}.
 */
final class Rows implements Appending.Into, Parking.Changes {
  /** In place of a time: due at once, whatever the clock says. */
  static final long AT_ONCE = 0;

  /** How many expired leases and backoffs one transaction puts back. */
  static final int LARGEST_RETURN = 1_000;

  /**
   * Nobody knows what became of a sending whose lease just ended; it began earlier, by less than
   * the longest lease.
   */
  static final String DOUBT =
      "doubted_at = CASE leased WHEN 1 THEN coalesce(doubted_at, due - 600000) ELSE doubted_at END";

  static final String EXPIRED =
      "SELECT place FROM entry WHERE due > 0 AND due <= ? LIMIT " + LARGEST_RETURN;

  private static final String PUT_BACK =
      "UPDATE entry SET due = lane, leased = 0, " + DOUBT + " WHERE place IN (" + EXPIRED + ")";
  private static final String ACK =
      "DELETE FROM entry WHERE place = ? AND id = ? AND due IS NOT NULL";
  private static final String ACK_PARKED =
      "DELETE FROM entry WHERE place = ? AND id = ? AND due IS NULL";
  private static final String RETRY =
      "UPDATE entry SET due = ?, leased = 0, attempts = attempts + 1, shrunk = ?, body = ?, lane = ?,"
          + " doubted_at = coalesce(doubted_at, ?), refused_by = NULL, again_at = NULL WHERE place = ? AND id = ? AND attempts = ? AND due IS NOT NULL";
  private static final String PARK =
      "UPDATE entry SET due = NULL, leased = 0, refused_by = ?, status = ?, reason = ?, parked_at = ?4,"
          + " again_at = ?4 + min(86400000, 1000 << min(refusals, 17)), refusals = refusals + 1,"
          + " shrunk = ?5, body = ?6 WHERE place = ?7 AND id = ?8 AND due IS NOT NULL";
  private static final String HOLD =
      "UPDATE entry SET due = "
          + Lane.HELD
          + ", leased = 0, refused_by = ?, again_at = 0 WHERE place = ? AND id = ? AND due > 0";
  private static final String ADOPT =
      "INSERT INTO entry (id, organization, action, occurred_at, appended_at, due, lane, leased,"
          + " attempts, shrunk, refusals, doubted_at, body)"
          + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 0, ?7, ?8, ?9, ?10, ?11)"
          + " ON CONFLICT (occurred_at, id) DO NOTHING";
  private static final String REMOVE = "DELETE FROM entry WHERE occurred_at = 0 AND id = ?";

  private final Statements statements;
  private final Incoming incoming;
  private final LedgerRow ledger;
  private final ParkedRows parked;
  private final Claims claims;
  private long bytes;

  Rows(Connection connection) throws SQLException {
    statements = new Statements(connection);
    incoming = new Incoming(statements);
    ledger = new LedgerRow(statements);
    parked = new ParkedRows(statements, Tables.FILE);
    claims = new Claims(statements);
  }

  LedgerRow ledger() {
    return ledger;
  }

  @Override
  public void append(Entry entry, long now) throws SQLException {
    incoming.add(entry, now);
    bytes += entry.body().length + Database.PAGE;
  }

  int adopt(List<Claimed> all) throws SQLException {
    for (var claimed : all) {
      adopt(claimed);
    }
    return all.size();
  }

  private void adopt(Claimed claimed) throws SQLException {
    var adopt = statements.of(ADOPT);
    var entry = claimed.entry();
    long lane = Lane.of(claimed).due();
    var doubtedAt = claimed.past().doubtedAt();
    adopt.setBytes(1, bytes(entry.id()));
    adopt.setString(2, entry.organization());
    adopt.setString(3, entry.action());
    adopt.setLong(4, entry.occurredAt().toEpochMilli());
    adopt.setLong(5, claimed.appendedAt().toEpochMilli());
    adopt.setLong(6, lane);
    adopt.setInt(7, claimed.attempts());
    adopt.setBoolean(8, claimed.isShrunk());
    adopt.setInt(9, claimed.past().refusals());
    adopt.setObject(10, doubtedAt == null ? null : doubtedAt.toEpochMilli());
    adopt.setBytes(11, entry.body());
    ledger.appended(adopt.executeUpdate());
    bytes += entry.body().length + Database.PAGE;
  }

  /** Brings in what was appended; before anything else of the transaction is done. */
  void flush() throws SQLException {
    ledger.appended(incoming.flush());
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

  Claims.Found claim(int max, int again, long now, long until) throws SQLException {
    return handedOut(claims.claim(max, again, now, until));
  }

  Claims.Found probe(boolean again, double from, long now, long until) throws SQLException {
    return handedOut(claims.probe(again, from, now, until));
  }

  Claims.Found claimHeld(Cause cause, long now, long until) throws SQLException {
    var found = new Claims.Found();
    long place =
        number(Kept.bind(statements.of(Tables.FILE.kept.get(cause.by()).first), cause.of()));
    claims.takeOne(place, now, until, found);
    return handedOut(found);
  }

  private Claims.Found handedOut(Claims.Found found) {
    int aside = found.unreadable().size();
    ledger.parked(aside);
    bytes += (long) (found.entries().size() + aside) * Database.PAGE;
    return found;
  }

  void ack(Collection<Claimed> delivered) throws SQLException {
    for (var entry : delivered) {
      ack(entry);
    }
  }

  /**
   * By place and id: a place is given again once its entry is gone, and a late ack must not take
   * the next.
   */
  private void ack(Claimed entry) throws SQLException {
    int waited = delete(ACK, entry);
    ledger.delivered(waited, waited == 0 ? delete(ACK_PARKED, entry) : 0);
    bytes += Database.PAGE;
  }

  /**
   * Only when nobody retried it meanwhile: a courier that outlived its lease must not count twice.
   */
  void retry(Claimed claimed, long due) throws SQLException {
    var retry = statements.of(RETRY);
    long lane = Lane.of(claimed).due();
    var doubtedAt = claimed.past().doubtedAt();
    retry.setLong(1, due == AT_ONCE ? lane : due);
    retry.setBoolean(2, claimed.isShrunk());
    retry.setBytes(3, claimed.entry().body());
    retry.setLong(4, lane);
    retry.setObject(5, doubtedAt == null ? null : doubtedAt.toEpochMilli());
    retry.setLong(6, claimed.row());
    retry.setBytes(7, bytes(claimed.entry().id()));
    retry.setInt(8, claimed.attempts());
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

  void hold(Claimed claimed, Refusal.By by) throws SQLException {
    var id = bytes(claimed.entry().id());
    Kept.bind(statements.of(HOLD), by.name(), claimed.row(), id).executeUpdate();
    bytes += Database.PAGE;
  }

  int resume(Cause cause, long now, int max) throws SQLException {
    var kept = Tables.FILE.kept.get(cause.by());
    int held = Kept.bind(statements.of(kept.unhold), cause.of(), max).executeUpdate();
    var unpark = statements.of(kept.unpark);
    int parked = held == max ? 0 : Kept.bind(unpark, cause.of(), now, max - held).executeUpdate();
    ledger.released(parked);
    bytes += (long) (held + parked) * Database.PAGE;
    return held + parked;
  }

  int release(Selection which, int max) throws SQLException {
    long last = parked.next(which, 0, Long.MAX_VALUE, max);
    return last == 0 ? 0 : release(new Parking.Piece(which, 0, last));
  }

  @Override
  public int release(Parking.Piece piece) throws SQLException {
    int released = parked.release(piece);
    ledger.released(released);
    bytes += (long) released * Database.PAGE;
    return released;
  }

  @Override
  public int discard(Parking.Piece piece, String reason, String by, long now) throws SQLException {
    int discarded = parked.discard(piece, reason, by, now);
    ledger.discarded(discarded);
    bytes += (long) discarded * Database.PAGE;
    return discarded;
  }

  @Override
  public void probe(int size) throws SQLException {
    var entry = new Entry(UUID.randomUUID(), null, "probe", Instant.EPOCH, new byte[size]);
    append(entry, 0);
    flush();
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
    incoming.forget();
    ledger.rolledBack();
    bytes = 0;
  }

  private int delete(String sql, Claimed claimed) throws SQLException {
    var statement = statements.of(sql);
    statement.setLong(1, claimed.row());
    statement.setBytes(2, bytes(claimed.entry().id()));
    return statement.executeUpdate();
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (var row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID id(byte[] bytes) {
    if (bytes == null || bytes.length != 16) {
      // somebody edited the file; the entry is parked for that, and is to be seen
      return new UUID(0, 0);
    }
    var buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
