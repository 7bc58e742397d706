// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.sqlite.SQLiteErrorCode;

/**
 * Moves what was written from the log into the file, on a thread of its own, because that takes an
 * fsync or two that no request should wait for. Invariants: the log stays near {@link #LARGEST_LOG}
 * pages as long as the disk works; the file is not mostly free space for long, save for {@link
 * #SPARE} pages.
 *
 * <p>{@link #written} and {@link #close} are for any thread; the state is behind {@code lock}.
 */
final class Checkpointer implements AutoCloseable {
  /** From how many pages on the log is started anew, for which writers wait a moment. */
  static final int LARGEST_LOG = 4_096;

  /** How many free pages the file may keep in any case. */
  static final int SPARE = 4_096;

  /**
   * From how many times the pages in use on free ones are given back: then few have to be moved.
   */
  private static final int MOSTLY = 8;

  /** How many pages are given back at once, for which writers wait. */
  private static final int LARGEST_RETURN = 512;

  /** From how many bytes on the thread is woken. */
  static final long WORTH_IT = LARGEST_LOG / 4 * (long) Database.PAGE;

  private final Path directory;
  private final Connection connection;
  private final Statement statement;
  private final Reader reader;
  private final Reserve reserve;
  private final Log log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Daemon thread;
  private long unmoved;
  private boolean stopped;

  Checkpointer(Path directory, Connection connection, Reader reader, Reserve reserve, Log log)
      throws SQLException {
    this.directory = directory;
    this.connection = connection;
    this.statement = connection.createStatement();
    this.reader = reader;
    this.reserve = reserve;
    this.log = log;
    // writers wait while it waits, and somebody may look into the file for long
    statement.execute("PRAGMA busy_timeout = 50");
  }

  /** Once, before any other thread knows this object. */
  void start(GroupCommit<Rows> commits) {
    thread = Daemon.start("checkpoint", () -> run(commits));
  }

  void written(long bytes) {
    lock.lock();
    try {
      unmoved += bytes;
      if (unmoved >= WORTH_IT) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(GroupCommit<Rows> commits) {
    while (awaitWork()) {
      try {
        checkpointWithRoom(commits);
        giveBack(commits);
        checkpoint(commits);
        reserve.save();
      } catch (Throwable e) {
        // an Error must not end the thread either, or the log would grow for ever
        if (!isStopped()) {
          tell(e);
        }
      }
    }
  }

  private void tell(Throwable e) {
    try {
      log.write(Message.OUTBOX_GROWS, e, directory, e.getMessage());
    } catch (Throwable untold) {
      // not even telling about a failure may end the thread
    }
  }

  /** False when there is nothing more to do, ever. */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (unmoved < WORTH_IT && !stopped) {
        changed.awaitUninterruptibly();
      }
      unmoved = 0;
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What fills the log has to be moved even when the disk is full, or it would stay so for ever.
   */
  private void checkpointWithRoom(GroupCommit<Rows> commits) throws SQLException {
    try {
      checkpoint(commits);
    } catch (SQLException e) {
      if (e.getErrorCode() != SQLiteErrorCode.SQLITE_FULL.code || !reserve.spend()) {
        throw e;
      }
      checkpoint(commits);
    }
  }

  private void checkpoint(GroupCommit<Rows> commits) throws SQLException {
    // writers go on meanwhile, and so may keep the log from ever being empty
    if (logPages("PASSIVE") > LARGEST_LOG) {
      commits.alone(() -> logPages("RESTART"));
    }
  }

  private long logPages(String mode) throws SQLException {
    try (var row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      row.next();
      return row.getLong(2);
    }
  }

  private void giveBack(GroupCommit<Rows> commits) throws SQLException {
    while (!isStopped() && isTooWide(reader.space())) {
      commits.alone(
          () -> statement.executeUpdate("PRAGMA incremental_vacuum(" + LARGEST_RETURN + ")"));
    }
  }

  private static boolean isTooWide(Reader.Space space) {
    return space.free() > SPARE && space.free() > MOSTLY * space.used();
  }

  private boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the thread has ended, whatever interrupts. */
  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      stopped = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (thread != null) {
      thread.awaitEnd(GroupCommit.FOR_EVER);
    }
    connection.close();
  }
}
