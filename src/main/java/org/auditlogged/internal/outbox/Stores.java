// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Turn.Kind;

/**
 * The store in use, and the fresh one that takes its place when its file turns out damaged, now or
 * at the start. Invariants: such a file is set aside under a new name with all that is in it, and
 * never touched again; what failed because of it is done again with the fresh one, so that an
 * append is not lost for it.
 *
 * <p>For any thread; which store is in use changes behind {@code lock}.
 */
final class Stores implements AutoCloseable {
  /**
   * How many files one call is tried with: one that others damage and replace while it is under way
   * may meet the next damage as well. A disk that damages each fresh file is not tried for ever.
   */
  private static final int MOST_TRIES = 5;

  private final Folder folder;
  private final Opening opening;
  private final Clock clock;
  private final Log log;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Store current;

  /** Why the store in use has to be replaced; null when it need not. */
  private SQLException damage;

  /** Where the damaged file is by now; null while it is in its place. */
  private Path aside;

  private boolean closed;

  /** What is done with a store; perhaps again with the next. */
  interface Use<T> {
    T of(Store store) throws SQLException;
  }

  /** Opens the file that is in its place, which is made when none is there. */
  interface Opening {
    Store open() throws SQLException, IOException;
  }

  Stores(Folder folder, Opening opening, Clock clock, Log log) throws SQLException, IOException {
    this.folder = folder;
    this.opening = opening;
    this.clock = clock;
    this.log = log;
    try {
      if (folder.hasOnlyLog()) {
        throw new Layout.UnfitException("its log is there and its file is not");
      }
      current = opening.open();
    } catch (SQLException e) {
      if (!Store.isUnfit(e)) {
        throw e;
      }
      damage = e;
      replace();
    }
  }

  <T> T use(Use<T> use) throws SQLException {
    var store = current;
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      try {
        return use.of(store);
      } catch (GroupCommit.UnknownException e) {
        // it may be in that one
        throw e;
      } catch (SQLException e) {
        store = insteadOf(store, e);
      }
    }
    return use.of(store);
  }

  LedgerRow ledger() {
    return current.ledger();
  }

  Reader.Space space() throws SQLException {
    return use(store -> store.reader().space());
  }

  /** What took the place of the store that failed; when nothing did, the failure is the answer. */
  private Store insteadOf(Store failed, SQLException failure) throws SQLException {
    lock.lock();
    try {
      if (current == failed) {
        if (closed || damage == null && !Store.isDamaged(failure)) {
          throw failure;
        }
        if (damage == null) {
          damage = failure;
          end(current);
        }
        replace();
      }
      return current;
    } catch (IOException e) {
      throw new SQLException(
          "its file is damaged (" + damage.getMessage() + ") and cannot be replaced: " + e, e);
    } finally {
      lock.unlock();
    }
  }

  /** In steps that a later call takes up where this one fails. */
  private void replace() throws SQLException, IOException {
    if (aside == null) {
      aside = folder.setAside(clock.instant());
    }
    var fresh = opening.open();
    if (current != null) {
      current.ledger().handOver(fresh.ledger());
    }
    current = fresh;
    log.write(Message.OUTBOX_ASIDE, damage, folder.path(), damage.getMessage(), aside);
    damage = null;
    aside = null;
  }

  /** What is under way may yet succeed; then it is in the file set aside. */
  private static void end(Store store) {
    try {
      store.close();
    } catch (SQLException e) {
      // what it is closed for says more
    }
  }

  /** What was noted while the disk was broken gets its last chance. */
  private void writeNotes() {
    if (ledger().hasNotes()) {
      try {
        use(store -> store.share(new Turn<Rows, Void>(Kind.SETTLE, rows -> null)));
      } catch (SQLException e) {
        // still broken: the file adds up without them, and the log has each
      }
    }
  }

  @Override
  public void close() throws SQLException {
    writeNotes();
    lock.lock();
    try {
      closed = true;
      if (current != null) {
        current.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
