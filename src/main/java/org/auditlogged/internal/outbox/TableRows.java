// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/**
 * Changes of the tables within one transaction; see {@link TableLayout}. Invariant: a row that
 * another node has leased is changed by that node only, unless its event was delivered: then it
 * goes, whoever has it. For one thread.
 */
final class TableRows implements Appending.Into, Parking.Changes {
  private final TableStatements sql;
  private final Statements statements;

  TableRows(TableStatements sql, Statements statements) {
    this.sql = sql;
    this.statements = statements;
  }

  @Override
  public void append(Entry entry, long now) throws SQLException {
    adopt(new Claimed(0, entry, 0, false, Instant.ofEpochMilli(now)));
  }

  /** With its past. */
  void adopt(Claimed claimed) throws SQLException {
    var append = statements.of(sql.append);
    var entry = claimed.entry();
    long lane = Lane.of(claimed).due();
    append.setLong(1, entry.occurredAt().toEpochMilli());
    append.setObject(2, entry.id());
    append.setString(3, text(entry.organization()));
    append.setString(4, text(entry.action()));
    append.setLong(5, claimed.appendedAt().toEpochMilli());
    append.setLong(6, lane);
    append.setLong(7, lane);
    append.setBytes(8, entry.body());
    append.setInt(9, claimed.attempts());
    append.setBoolean(10, claimed.isShrunk());
    append.setInt(11, claimed.past().refusals());
    time(append, 12, claimed.past().doubtedAt());
    append.addBatch();
  }

  /** Changes nothing, and fails when the database does not answer or has no tables. */
  Void touch() throws SQLException {
    statements.of(sql.touch).execute();
    return null;
  }

  /** Brings in what was appended; before anything else of the transaction is done. */
  void flush() throws SQLException {
    statements.of(sql.append).executeBatch();
  }

  @Override
  public void probe(int size) throws SQLException {
    var entry = new Entry(UUID.randomUUID(), null, "probe", Instant.EPOCH, new byte[size]);
    append(entry, 0);
    flush();
    var remove = statements.of(sql.remove);
    remove.setObject(1, entry.id());
    remove.executeUpdate();
  }

  /** Counts them as delivered, and says how many were still there. */
  void ack(Collection<Claimed> delivered) throws SQLException {
    var ack = statements.of(sql.ack);
    ack.setArray(1, sql.places(ack.getConnection(), delivered.stream().map(Claimed::row)));
    count(ack.executeUpdate(), 0, Notes.NONE);
  }

  void retry(Claimed claimed, long due) throws SQLException {
    var retry = statements.of(sql.retry);
    long lane = Lane.of(claimed).due();
    retry.setLong(1, due == Rows.AT_ONCE ? lane : due);
    retry.setBoolean(2, claimed.isShrunk());
    retry.setBytes(3, claimed.entry().body());
    retry.setLong(4, lane);
    time(retry, 5, claimed.past().doubtedAt());
    retry.setInt(6, claimed.attempts());
    own(retry, 7, claimed).executeUpdate();
  }

  void park(Claimed claimed, Refusal refusal, long now) throws SQLException {
    var park = statements.of(sql.park);
    park.setString(1, refusal.by().name());
    park.setInt(2, refusal.status());
    park.setString(3, text(refusal.reason()));
    park.setLong(4, now);
    park.setLong(5, now);
    park.setBoolean(6, claimed.isShrunk());
    park.setBytes(7, claimed.entry().body());
    own(park, 8, claimed).executeUpdate();
  }

  void hold(Claimed claimed, Refusal.By by) throws SQLException {
    var hold = statements.of(sql.hold);
    hold.setString(1, by.name());
    own(hold, 2, claimed).executeUpdate();
  }

  int resume(Cause cause, long now, int max) throws SQLException {
    var kept = sql.tables.kept.get(cause.by());
    int held = Kept.bind(statements.of(kept.unhold), cause.of(), max).executeUpdate();
    var unpark = statements.of(kept.unpark);
    return held == max
        ? held
        : held + Kept.bind(unpark, cause.of(), now, max - held).executeUpdate();
  }

  int release(Selection which, int max) throws SQLException {
    long last = parked().next(which, 0, Long.MAX_VALUE, max);
    return last == 0 ? 0 : release(new Parking.Piece(which, 0, last));
  }

  @Override
  public int release(Parking.Piece piece) throws SQLException {
    return parked().release(piece);
  }

  @Override
  public int discard(Parking.Piece piece, String reason, String by, long now) throws SQLException {
    int discarded = parked().discard(piece, text(reason), text(by), now);
    count(0, discarded, Notes.NONE);
    return discarded;
  }

  /** Enters in the ledger what is gone, and what the store cannot see by itself. */
  void count(long delivered, long discarded, Notes.Taken notes) throws SQLException {
    if ((delivered | discarded) != 0 || !notes.isEmpty()) {
      Kept.bind(
              statements.of(sql.count),
              delivered,
              discarded,
              notes.lost(),
              notes.cut(),
              notes.twice())
          .executeUpdate();
    }
  }

  private ParkedRows parked() {
    return new ParkedRows(statements, sql.tables);
  }

  private PreparedStatement own(PreparedStatement statement, int index, Claimed claimed)
      throws SQLException {
    statement.setLong(index, claimed.row());
    statement.setObject(index + 1, claimed.entry().id());
    statement.setLong(index + 2, sql.node);
    return statement;
  }

  private static void time(PreparedStatement statement, int index, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, time.toEpochMilli());
    }
  }

  /** PostgreSQL has no text with this character; the body, which is sent, keeps it. */
  static String text(String any) {
    return any == null ? null : any.replace('\0', '\uFFFD');
  }
}
