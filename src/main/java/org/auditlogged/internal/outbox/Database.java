// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.auditlogged.internal.AuditConfig.Sync;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The SQLite file. Invariant: a connection from here has the settings that durability rests on, and
 * a prepared file has the current {@link Layout}.
 */
final class Database {
  static final int PAGE = 4096;

  /** SQLite's own limit. */
  static final long MOST_PAGES = 0xfffffffeL;

  /** What lasts longer ends with the process. */
  static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

  private static final String[] SETTINGS = {
    "PRAGMA busy_timeout = 5000",
    // has to stand before the journal mode, which writes the first page
    "PRAGMA page_size = " + PAGE,
    "PRAGMA auto_vacuum = INCREMENTAL",
    // checkpoints are the checkpointer's, not of a thread that serves a request; unless that is so
    // far behind that the reserve would not do for what is in the log
    "PRAGMA wal_autocheckpoint = " + (Checkpointer.LARGEST_LOG + Checkpointer.LARGEST_LOG / 4),
    "PRAGMA journal_size_limit = " + 2L * Checkpointer.LARGEST_LOG * PAGE,
    "PRAGMA cache_size = -8192",
    "PRAGMA temp_store = MEMORY",
    // macOS: its plain fsync leaves the bytes in the drive's cache
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
  };

  private final Path file;
  private final Sync sync;
  private final Layout layout;

  Database(Path file, Sync sync) {
    this(file, sync, Layout.CURRENT);
  }

  Database(Path file, Sync sync, Layout layout) {
    this.file = file;
    this.sync = sync;
    this.layout = layout;
  }

  /**
   * Not by way of the driver, which would register itself and keep the application's class loader
   * alive.
   */
  Connection connect() throws SQLException {
    var connection = new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), properties());
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

  private static Properties properties() {
    var properties = new Properties();
    // nobody asks for them, and each insert would be followed by a query that does
    properties.setProperty(Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
    return properties;
  }

  /** Gives a new file its tables and an older one what it lacks, and refuses a newer one. */
  void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      layout.bring(statement);
      statement.execute("COMMIT");
    }
  }

  /**
   * Frees what a dead process had leased, and what it had put off for long by the clock of its
   * time, which may have been put back since.
   */
  void free(Connection connection, Instant now) throws SQLException {
    // nobody else can have them: this process holds the folder's lock
    try (var free =
        connection.prepareStatement(
            "UPDATE entry SET due = lane, leased = 0, "
                + Rows.DOUBT
                + " WHERE due > 0 AND (leased = 1 OR due > ?)")) {
      free.setLong(1, now.plus(LONGEST_BACKOFF).toEpochMilli());
      free.executeUpdate();
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
