// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.auditlogged.internal.AuditConfig.Sync;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The SQLite file. Invariant: a connection from here has the settings that durability rests on, and
 * the file has the layout of {@link #VERSION}.
 *
 * <p>One table, {@code entry}:
 *
 * <table>
 *   <caption>columns</caption>
 *   <tr><td>place<td>order of first appends
 *   <tr><td>id<td>the event's id, 16 bytes; unique together with occurred_at, parked ones included
 *   <tr><td>organization, action, occurred_at<td>of the event; the organization may be null
 *   <tr><td>appended_at<td>when it was first appended
 *   <tr><td>due<td>schedule, lease and backoff in one: 0 due at once, &gt; 0 due then, null parked
 *   <tr><td>leased<td>1 while {@code due} is the end of a lease: void when the process is gone
 *   <tr><td>attempts, shrunk<td>how often it was sent; whether its body was cut
 *   <tr><td>refused_by, status, reason, parked_at<td>of a parked entry, else null
 *   <tr><td>body<td>the finished request body; last, because the columns before it are read without it
 * </table>
 *
 * <p>Times are milliseconds since 1970. Entries due at once have no time, so that the oldest of a
 * million is the first of one index, and a clock put back delays none of them. An event's id and
 * time never part, so the two are as good a key as the id alone, and one whose index grows at its
 * end; the index of random ids alone would cost each append a page of its own, and half of the
 * throughput.
 */
final class Database {
  static final int VERSION = 1;
  static final int PAGE = 4096;

  /** SQLite's own limit. */
  static final long MOST_PAGES = 0xfffffffeL;

  private static final String[] LAYOUT = {
    "CREATE TABLE entry (place INTEGER PRIMARY KEY, id BLOB NOT NULL, organization TEXT,"
        + " action TEXT NOT NULL, occurred_at INTEGER NOT NULL, appended_at INTEGER NOT NULL, due INTEGER,"
        + " leased INTEGER NOT NULL, attempts INTEGER NOT NULL, shrunk INTEGER NOT NULL, refused_by TEXT,"
        + " status INTEGER, reason TEXT, parked_at INTEGER, body BLOB NOT NULL,"
        + " UNIQUE (occurred_at, id))",
    "CREATE INDEX entry_due ON entry (due) WHERE due IS NOT NULL",
    "CREATE INDEX entry_parked ON entry (refused_by, action, organization, due) WHERE due IS NULL",
    "PRAGMA user_version = " + VERSION,
  };

  private static final String[] SETTINGS = {
    "PRAGMA busy_timeout = 5000",
    // has to stand before the journal mode, which writes the first page
    "PRAGMA page_size = " + PAGE,
    "PRAGMA auto_vacuum = INCREMENTAL",
    // checkpoints are the checkpointer's, not of a thread that serves a request
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA journal_size_limit = " + 2L * Checkpointer.LARGEST_LOG * PAGE,
    "PRAGMA cache_size = -8192",
    "PRAGMA temp_store = MEMORY",
    // macOS: its plain fsync leaves the bytes in the drive's cache
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
  };

  private final Path file;
  private final Sync sync;

  Database(Path file, Sync sync) {
    this.file = file;
    this.sync = sync;
  }

  /**
   * Not by way of the driver, which would register itself and keep the application's class loader
   * alive.
   */
  Connection connect() throws SQLException {
    var connection = new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), new Properties());
    try (var statement = connection.createStatement()) {
      for (var setting : SETTINGS) {
        statement.execute(setting);
      }
      var mode = text(statement, "PRAGMA journal_mode = WAL");
      if (!mode.equals("wal")) {
        throw new SQLException("its journal mode is " + mode + "; expected wal");
      }
      statement.execute("PRAGMA synchronous = " + sync.name());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Creates the table in a new file, refuses a newer one, and frees what a dead process had leased.
   */
  void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      int version = Integer.parseInt(text(statement, "PRAGMA user_version"));
      if (version > VERSION) {
        throw new SQLException(
            "its layout is version "
                + version
                + " and this AuditLogged knows versions up to "
                + VERSION
                + "; use a newer AuditLogged");
      }
      if (version == 0) {
        for (var part : LAYOUT) {
          statement.execute(part);
        }
      }
      // nobody else can have them: this process holds the folder's lock
      statement.execute("UPDATE entry SET due = 0, leased = 0 WHERE due > 0 AND leased = 1");
      statement.execute("COMMIT");
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
