// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditlogged.internal.AuditConfig.Sync;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The outbox in a folder. Invariant beside those of every one: opened to read, it makes no file and
 * changes none.
 */
public final class OutboxFile implements OthersOutbox {
  private final Path directory;
  private final Connection connection;
  private final Statements statements;
  private final Reader reader;

  private OutboxFile(Path directory, Connection connection) {
    this.directory = directory;
    this.connection = connection;
    this.statements = new Statements(connection);
    this.reader = new Reader(connection);
  }

  /**
   * To look at it.
   *
   * @throws OutboxException when there is none, or it cannot be read
   */
  public static OutboxFile read(Path directory) {
    return open(directory, file -> reading(file));
  }

  /**
   * To look at it and change what is parked.
   *
   * @throws OutboxException when there is none, or it cannot be changed
   */
  public static OutboxFile change(Path directory) {
    // not before it can be read: opening to write might repair, or make files
    read(directory).close();
    return open(directory, file -> new Database(file, Sync.FULL).connect());
  }

  private interface Connect {
    Connection to(Path file) throws SQLException;
  }

  private static OutboxFile open(Path directory, Connect connect) {
    var file = directory.resolve(Folder.DATABASE);
    if (!Files.isRegularFile(file)) {
      throw new OutboxException(
          "there is no outbox in " + directory + ": expected a file outbox.db in it", null);
    }
    if (!Files.isReadable(file)) {
      throw new OutboxException("the outbox in " + directory + " may not be read by you", null);
    }
    OutboxFile opened = null;
    try {
      opened = new OutboxFile(directory, connect.to(file));
      opened.checkVersion();
      return opened;
    } catch (SQLException | OutboxException e) {
      if (opened != null) {
        opened.close();
      }
      throw e instanceof OutboxException own
          ? own
          : failed(directory, "be opened", (SQLException) e);
    }
  }

  /**
   * A process that has the outbox open has a log beside it. Without one, nothing changes while we
   * look, and SQLite is told so: else it would make a log of its own.
   */
  private static Connection reading(Path file) throws SQLException {
    var log = file.resolveSibling(file.getFileName() + "-wal");
    var uri = file.toUri() + (Files.exists(log) ? "?mode=ro" : "?immutable=1");
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    return new JDBC4Connection("jdbc:sqlite:" + uri, uri, config.toProperties());
  }

  private void checkVersion() throws SQLException {
    int known = Layout.CURRENT.version();
    try (var row = statements.of("PRAGMA user_version").executeQuery()) {
      int found = row.next() ? row.getInt(1) : 0;
      if (found != known) {
        throw new OutboxException(
            "the outbox in %s has layout %d, and this command line knows %d only; use the command line of the version that the server runs"
                .formatted(directory, found, known),
            null);
      }
    }
  }

  @Override
  public Ledger ledger() {
    return ask(asked -> reader.ledger());
  }

  @Override
  public Optional<Instant> oldest() {
    return ask(asked -> reader.oldest());
  }

  @Override
  public List<KeptBack> keptBack(int max) {
    return ask(asked -> reader.keptBack(max));
  }

  @Override
  public List<Waiting> waiting(int max) {
    return ask(asked -> WaitingRows.oldest(asked, Tables.FILE, max));
  }

  @Override
  public Parked parked() {
    return new Parking(
        new Parking.Store() {
          @Override
          public <T> T ask(Parking.Question<T> question) {
            return OutboxFile.this.ask(asked -> question.to(new ParkedRows(asked, Tables.FILE)));
          }

          @Override
          public int change(String verb, Parking.Change change) {
            return OutboxFile.this.change(verb, change);
          }
        },
        clock());
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(directory, "be closed", e);
    }
  }

  private <T> T ask(Reader.Work<T> work) {
    try {
      return work.on(statements);
    } catch (SQLException e) {
      statements.forget();
      throw failed(directory, "be read", e);
    }
  }

  private int change(String verb, Parking.Change work) {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      try {
        var rows = new Rows(connection);
        int result = work.on(rows);
        rows.account();
        statement.executeUpdate("COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        statement.executeUpdate("ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw failed(directory, verb, e);
    }
  }

  private static OutboxException failed(Path directory, String verb, SQLException e) {
    boolean isBusy = (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    return new OutboxException(
        "the outbox in %s could not %s: %s"
            .formatted(
                directory,
                verb,
                isBusy ? "another process has it locked; try again" : Failures.words(e)),
        e);
  }
}
