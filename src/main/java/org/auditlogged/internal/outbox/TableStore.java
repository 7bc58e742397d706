// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditlogged.internal.outbox.Turn.Kind;
import org.auditlogged.internal.outbox.Turn.Late;
import org.auditlogged.internal.outbox.Turn.Work;

/**
 * The tables of one outbox, and the ways to them. Invariant: whatever fails is told in the
 * operator's words, and nothing is done once it is closed. For any thread.
 */
final class TableStore implements Parking.Store, Appending.Store, TableAccount.Runs, AutoCloseable {
  private final String name;
  private final Sessions sessions;
  private final TableStatements sql;
  private final Notes notes = new Notes();
  private final Opened opened = new Opened();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final GroupCommit<TableRows> commits;

  /** Changes within a transaction. */
  interface Change {
    void on(TableRows rows) throws SQLException;
  }

  TableStore(String name, Sessions sessions, TableStatements sql) throws SQLException {
    this.name = name;
    this.sessions = sessions;
    this.sql = sql;
    var writer = opened.add(new TableWriter(sessions, sql, notes));
    commits = opened.add(new GroupCommit<>(writer, GroupCommit.PATIENCE, Gathering.MOMENT));
  }

  Sessions sessions() {
    return sessions;
  }

  boolean isClosed() {
    return closed.get();
  }

  @Override
  public void append(String verb, Work<Appending.Into, Void> work, Late late) {
    ensureOpen();
    try {
      commits.share(new Turn<TableRows, Void>(Kind.APPEND, work::on, late));
    } catch (SQLException e) {
      throw failed(verb, e);
    }
  }

  /**
   * Whether the database answers, by the way that appends go: it takes no connection of the pool,
   * of which the callers may hold all.
   */
  void reach() {
    ensureOpen();
    try {
      commits.share(new Turn<TableRows, Void>(Kind.APPEND, TableRows::touch));
    } catch (SQLException e) {
      throw failed("be reached", e);
    }
  }

  /** In the caller's transaction; false when there is none. */
  boolean join(String verb, Change change) {
    ensureOpen();
    try {
      return sessions.join(
          statements -> {
            change.on(new TableRows(sql, statements));
            return null;
          });
    } catch (SQLException e) {
      throw failed(verb, e);
    }
  }

  @Override
  public void note(Ledger.Note what, long count) {
    notes.add(what, count);
  }

  /** What was noted is entered with it. */
  void writeWithNotes(String verb, Change change) {
    var noted = notes.taken();
    write(
        verb,
        rows -> {
          change.on(rows);
          rows.count(0, 0, noted);
        });
    notes.entered(noted);
  }

  void write(String verb, Change change) {
    run(
        verb,
        statements -> {
          change.on(new TableRows(sql, statements));
          return null;
        });
  }

  @Override
  public int change(String verb, Parking.Change change) {
    return run(verb, statements -> change.on(new TableRows(sql, statements)));
  }

  Ledger ledger() {
    return run("read", statements -> TableQuestions.ledger(statements, sql, notes.taken()));
  }

  @Override
  public <T> T ask(Parking.Question<T> question) {
    return run("read", statements -> question.to(new ParkedRows(statements, sql.tables)));
  }

  @Override
  public <T> T run(String verb, Sessions.Work<T> work) {
    ensureOpen();
    try {
      return sessions.run(work);
    } catch (SQLException e) {
      throw failed(verb, e);
    }
  }

  private OutboxException failed(String verb, Exception e) {
    var what = "the outbox in the data source " + name + " could ";
    return e instanceof GroupCommit.UnknownException
        ? new OutboxException.Unknown(
            "it is not known whether " + what + verb + ": " + Failures.words(e), e)
        : new OutboxException(what + "not " + verb + ": " + Failures.words(e), e);
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw new OutboxException("the outbox in the data source " + name + " is closed", null);
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    var failure = opened.closeWithin(GroupCommit.PATIENCE);
    try {
      var noted = notes.taken();
      sessions.run(
          statements -> {
            // others need not wait for the leases of a node that is gone
            Kept.bind(statements.of(sql.ours), sql.node).executeUpdate();
            new TableRows(sql, statements).count(0, 0, noted);
            return null;
          });
      notes.entered(noted);
    } catch (SQLException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw failed("close", failure);
    }
  }
}
