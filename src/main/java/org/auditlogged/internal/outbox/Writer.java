// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Turn.Kind;

/**
 * Runs a group of turns in one transaction of the one connection that writes. Invariant: after
 * {@link #accept} every turn either is on disk as the settings promise, or has failed and left
 * nothing behind, save for a commit whose own failure leaves that open.
 *
 * <p>For the thread of {@link GroupCommit} only.
 */
final class Writer implements Consumer<List<Turn<Rows, ?>>> {

  /** The commit itself: the seam at which tests let it fail or hang. */
  interface Commit {
    Commit SQL = statement -> statement.executeUpdate("COMMIT");

    void run(Statement statement) throws SQLException;

    /** How long an append waits for it. */
    default Duration patience() {
      return GroupCommit.PATIENCE;
    }
  }

  private final Statement statement;
  private final Rows rows;
  private final Commit commit;
  private final Sync sync;
  private final LongSupplier maxPages;
  private final LongConsumer written;
  private long limit = -1;
  private Sync syncedAs;

  /**
   * @param sync what a commit has to survive, unless it holds nothing but claims
   * @param maxPages how many pages the file may have for an append to find room, now; fewer than it
   *     has: as many as it has
   * @param written told after each commit how many bytes it wrote, roughly
   */
  Writer(
      Connection connection, Commit commit, Sync sync, LongSupplier maxPages, LongConsumer written)
      throws SQLException {
    this.commit = commit;
    this.sync = sync;
    this.syncedAs = sync;
    this.maxPages = maxPages;
    this.written = written;
    this.statement = connection.createStatement();
    this.rows = new Rows(connection);
  }

  LedgerRow ledger() {
    return rows.ledger();
  }

  @Override
  public void accept(List<Turn<Rows, ?>> group) {
    int from = 0;
    while (from < group.size()) {
      var rest = group.subList(from, group.size());
      int culprit = attempt(rest, false);
      if (culprit < 0) {
        return;
      }
      // those before it ran well and go again without it, so that nobody fails for another's work
      accept(rest.subList(0, culprit));
      from += culprit + 1;
    }
  }

  /**
   * The index of the turn whose own work failed, or -1 when all are settled, well or badly.
   *
   * @param apart no two appends share a statement, so that it shows whose work fails
   */
  private int attempt(List<Turn<Rows, ?>> group, boolean apart) {
    int current = -1;
    try {
      sync(group);
      statement.executeUpdate("BEGIN IMMEDIATE");
      for (current = 0; current < group.size(); current++) {
        limit(group.get(current).kind());
        group.get(current).run(rows);
        if (apart || !isAppend(group, current + 1)) {
          rows.flush();
        }
      }
      rows.account();
      // the commit point: before it nothing of the group is kept, after it everything
      commit.run(statement);
    } catch (Throwable e) {
      // an Error, too: a transaction left open would be the end of the next group
      rollback();
      // moving what lies in the log may be what makes room on a full disk
      written.accept(Checkpointer.WORTH_IT);
      boolean ownFault = current >= 0 && current < group.size();
      if (ownFault && !apart && group.size() > 1) {
        return attempt(group, true);
      }
      (ownFault ? group.subList(current, current + 1) : group).forEach(turn -> turn.fail(e));
      return ownFault ? current : -1;
    }
    written.accept(rows.committed());
    return -1;
  }

  private static boolean isAppend(List<Turn<Rows, ?>> group, int index) {
    return index < group.size() && group.get(index).kind() == Kind.APPEND;
  }

  private void rollback() {
    try {
      statement.executeUpdate("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back already for most reasons, and then refuses to do so again
    }
    rows.rolledBack();
  }

  /**
   * A lost claim costs nothing, so it waits for no disk; the next commit that does takes it along.
   */
  private void sync(List<Turn<Rows, ?>> group) throws SQLException {
    boolean claimsOnly = group.stream().allMatch(turn -> turn.kind() == Kind.CLAIM);
    var wanted = claimsOnly ? Sync.NORMAL : sync;
    if (wanted != syncedAs) {
      // has no effect within a transaction
      statement.executeUpdate("PRAGMA synchronous = " + wanted);
      syncedAs = wanted;
    }
  }

  /**
   * Appends stop at the configured size; without the difference a full outbox could not even lease
   * a row.
   */
  private void limit(Kind kind) throws SQLException {
    long wanted = kind == Kind.APPEND ? maxPages.getAsLong() : Database.MOST_PAGES;
    if (wanted != limit) {
      statement.execute("PRAGMA max_page_count = " + wanted);
      statement.getResultSet().close();
      limit = wanted;
    }
  }
}
