// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One file with everything that works on it. Invariant: open as a whole or not at all. For any
 * thread: changes are queued by {@link GroupCommit}, questions by {@link Reader}.
 */
final class Store implements AutoCloseable {
  private final Opened opened = new Opened();
  private final Reader reader;
  private final Writer writer;
  private final GroupCommit<Rows> commits;

  Store(Path file, AuditConfig.Outbox settings, Writer.Commit commit, Clock clock)
      throws SQLException, IOException {
    try {
      var database = new Database(file, settings.sync());
      var writing = opened.add(database.connect());
      database.prepare(writing);
      database.free(writing, clock.instant());
      reader = opened.add(new Reader(database.connect()));
      var tidying = opened.add(database.connect());
      var reserve = new Reserve(file.resolveSibling("reserve"));
      var checkpointer =
          new Checkpointer(settings.directory(), tidying, reader, reserve, Log.of(Store.class));
      writer =
          new Writer(
              writing,
              commit,
              settings.sync(),
              () -> reserve.isSpent() ? 1 : maxPages(settings),
              checkpointer::written);
      commits = opened.add(new GroupCommit<>(writer, commit.patience(), Gathering.MOMENT));
      opened.add(checkpointer);
      checkpointer.start(commits);
    } catch (Throwable e) {
      opened.close();
      throw e;
    }
  }

  /** How many pages the file may have for an append to find room. */
  static long maxPages(AuditConfig.Outbox settings) {
    return Math.min(settings.maxBytes() / Database.PAGE, Database.MOST_PAGES);
  }

  Reader reader() {
    return reader;
  }

  <T> T share(Turn<Rows, T> turn) throws SQLException {
    return commits.share(turn);
  }

  LedgerRow ledger() {
    return writer.ledger();
  }

  /** Whether the file itself is the reason, and not what it is on, or who uses it. */
  static boolean isDamaged(SQLException e) {
    int code = e.getErrorCode();
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /** Whether a file that has just been opened is none of ours, or damaged. */
  static boolean isUnfit(SQLException e) {
    return isDamaged(e)
        || e instanceof Layout.UnfitException
        // a table or a column is missing
        || e.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code
        // such an error may pass, but not while a start waits for it
        || e instanceof SQLiteException sqlite && isUnreadable(sqlite.getResultCode());
  }

  private static boolean isUnreadable(SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_IOERR_READ
        || code == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ
        || code == SQLiteErrorCode.SQLITE_IOERR_CORRUPTFS
        || code == SQLiteErrorCode.SQLITE_IOERR_DATA;
  }

  @Override
  public void close() throws SQLException {
    var failure = opened.close();
    if (failure != null) {
      throw failure instanceof SQLException e ? e : new SQLException(failure);
    }
  }
}
