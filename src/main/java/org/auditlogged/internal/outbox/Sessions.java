// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * Work on connections of the application's data source. Invariant: work of our own is a transaction
 * of its own, whatever the calling thread is in; it is committed as a whole or not at all, and its
 * connection goes back as it came. For any thread.
 *
 * <p>A caller's transaction is joined where the connection is enlisted in it: it does not commit by
 * itself, or its database has a transaction open on it nevertheless, while the same data source
 * gives one that does commit to a thread without a transaction.
 */
final class Sessions {
  /** How long a database may say nothing before a connection is given up. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  /** Serialization failure and deadlock: nothing is wrong but the moment. */
  private static final Set<String> AGAIN = Set.of("40001", "40P01");

  private static final int MOST_TRIES = 4;

  private final DataSource source;
  private final Dialect dialect;
  private final boolean seesTransactions;

  /** What is seen of a connection outside of transactions. */
  private record Seen(Dialect dialect, boolean commits) {}

  /** What is done on a thread of our own. */
  interface Task<T> {
    T run() throws SQLException;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T on(Statements statements) throws SQLException;
  }

  Sessions(DataSource source) throws SQLException {
    this.source = source;
    // on a thread that is in no transaction
    var seen =
        aside(
            () -> {
              try (var connection = source.getConnection()) {
                return new Seen(Dialect.of(connection), connection.getAutoCommit());
              }
            });
    dialect = seen.dialect;
    seesTransactions = seen.commits;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Whether the transaction of a caller can be told from none. */
  boolean seesTransactions() {
    return seesTransactions;
  }

  /** Whether the calling thread is in a transaction that this data source takes part in. */
  boolean isInTransaction() {
    if (!seesTransactions) {
      return false;
    }
    try (var connection = source.getConnection()) {
      return isEnlisted(connection);
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean isEnlisted(Connection connection) throws SQLException {
    return !connection.getAutoCommit() || dialect.isInTransaction(connection);
  }

  /** A transaction of its own; done again when it collided with another. */
  <T> T run(Work<T> work) throws SQLException {
    // a thread that is not ours may be in a transaction, which must neither keep nor undo what is
    // done here
    return Daemon.isOurs() ? onConnection(work) : aside(() -> onConnection(work));
  }

  private <T> T onConnection(Work<T> work) throws SQLException {
    try (var connection = source.getConnection()) {
      return withRetries(connection, dialect, work);
    }
  }

  /**
   * As a part of the caller's transaction, which goes on when it fails; false when there is none.
   */
  boolean join(Work<Void> work) throws SQLException {
    if (!seesTransactions) {
      return false;
    }
    try (var connection = source.getConnection()) {
      if (!isEnlisted(connection)) {
        return false;
      }
      // in PostgreSQL a statement that fails is else the end of the whole transaction
      try (var statement = connection.createStatement()) {
        statement.execute("SAVEPOINT auditlogged");
        var statements = new Statements(connection);
        try {
          work.on(statements);
        } catch (SQLException | RuntimeException e) {
          statement.execute("ROLLBACK TO SAVEPOINT auditlogged");
          throw e;
        } finally {
          statements.forget();
        }
        statement.execute("RELEASE SAVEPOINT auditlogged");
      }
      return true;
    }
  }

  /** A connection that its user closes; in no transaction. */
  Connection open() throws SQLException {
    return Daemon.isOurs() ? source.getConnection() : aside(source::getConnection);
  }

  private static <T> T aside(Task<T> task) throws SQLException {
    return aside(SILENCE, task);
  }

  /** On a thread of our own, which is left alone when it takes longer. */
  static <T> T aside(Duration longest, Task<T> task) throws SQLException {
    var answer = new AtomicReference<T>();
    var failure = new AtomicReference<Throwable>();
    var thread =
        Daemon.start(
            "ask",
            () -> {
              try {
                answer.set(task.run());
              } catch (Throwable e) {
                failure.set(e);
              }
            });
    if (!thread.awaitEnd(longest)) {
      throw new SQLException("no answer for " + longest.toSeconds() + " s");
    }
    if (failure.get() != null) {
      throw failure.get() instanceof SQLException own ? own : new SQLException(failure.get());
    }
    return answer.get();
  }

  /** Done again when it collided with another. */
  static <T> T withRetries(Connection connection, Dialect dialect, Work<T> work)
      throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        return transaction(connection, dialect, work);
      } catch (SQLException e) {
        if (tries == MOST_TRIES || !AGAIN.contains(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  /** Commits the work, or leaves nothing of it. */
  static <T> T transaction(Connection connection, Dialect dialect, Work<T> work)
      throws SQLException {
    boolean commits = connection.getAutoCommit();
    int patience = limit(connection, (int) SILENCE.toMillis());
    var statements = new Statements(connection);
    if (commits) {
      connection.setAutoCommit(false);
    }
    boolean isDone = false;
    try {
      if (dialect.begin() != null) {
        statements.of(dialect.begin()).execute();
      }
      var result = work.on(statements);
      connection.commit();
      isDone = true;
      return result;
    } finally {
      if (!isDone) {
        rollback(connection);
      }
      statements.forget();
      restore(connection, commits, patience);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // broken: the database does it
    }
  }

  private static void restore(Connection connection, boolean commits, int patience) {
    try {
      if (commits) {
        connection.setAutoCommit(true);
      }
      if (patience >= 0) {
        limit(connection, patience);
      }
    } catch (SQLException e) {
      // broken: its pool finds out
    }
  }

  /** What it was before; -1 where nobody can say. */
  private static int limit(Connection connection, int millis) {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, millis);
      return before;
    } catch (SQLException | AbstractMethodError e) {
      // not every driver and pool can
      return -1;
    }
  }
}
