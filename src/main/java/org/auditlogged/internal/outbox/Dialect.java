// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The databases that an outbox can be a table in, and what each has to be told in its own way. */
enum Dialect {
  /** PostgreSQL, and what says that it is. */
  POSTGRES(
      "bytea",
      // a courier's rows come and go: room for a row's next version beside it, and a vacuum that
      // does not wait until a fifth of a million is dead, nor rest ten times as long as it works
      " WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01,"
          + " autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.05,"
          + " autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000)",
      true,
      "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
      // what is set until the end of a transaction is gone by the next statement when there is none
      "SELECT set_config('auditlogged.within', 'true', true)",
      "SELECT coalesce(current_setting('auditlogged.within', true), '') = 'true'"),
  /** The default data source of most servers. */
  H2(
      "blob",
      "",
      false,
      "SELECT CAST(extract(epoch FROM current_timestamp) * 1000 AS bigint)",
      "SELECT NOT AUTOCOMMIT()");

  /** The name of a lock that nobody else is likely to use. */
  private static final long LOCK = 0x6175_6469_746cL;

  private final String bytes;
  private final String storage;
  private final boolean hasPartialIndexes;
  private final String now;
  private final List<String> questions;

  Dialect(
      String bytes, String storage, boolean hasPartialIndexes, String now, String... questions) {
    this.bytes = bytes;
    this.storage = storage;
    this.hasPartialIndexes = hasPartialIndexes;
    this.now = now;
    this.questions = List.of(questions);
  }

  /** That of the database behind a connection. */
  static Dialect of(Connection connection) throws SQLException {
    var product = connection.getMetaData().getDatabaseProductName();
    if (product.toLowerCase(Locale.ROOT).contains("postgresql")) {
      return POSTGRES;
    }
    if (product.equals("H2")) {
      return H2;
    }
    throw new SQLException("its database is " + product + "; expected PostgreSQL or H2");
  }

  /**
   * Whether the database has a transaction open on this connection that others will end. Asked
   * where the connection says that it commits by itself, which those of Open Liberty and of drivers
   * for two phases say also within one.
   */
  boolean isInTransaction(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var question : questions) {
        statement.execute(question);
      }
      try (var row = statement.getResultSet()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** The type of a body of any size. */
  String bytes() {
    return bytes;
  }

  /** How a table is stored whose rows come and go; follows its columns. */
  String storage() {
    return storage;
  }

  /** Of which rows an index is; a database that cannot leave rows out has all of them in it. */
  String where(String condition) {
    return hasPartialIndexes ? " WHERE " + condition : "";
  }

  /** What time it is there, in milliseconds since 1970. */
  String now() {
    return now;
  }

  /**
   * What makes the commit of the transaction it is in return before it is on disk: for changes that
   * a crash of the database may undo. Null where nothing does.
   */
  String notDurable() {
    return this == POSTGRES ? "SET LOCAL synchronous_commit = off" : null;
  }

  /**
   * With what a transaction of ours begins, whatever its pool is set to; null for nothing. It is
   * ended by the database when its node falls silent in the middle, because others wait for its
   * rows; and it waits itself for no longer than it takes to notice that, and an append is waited
   * for.
   */
  String begin() {
    return this == POSTGRES
        ? "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            + " SET LOCAL idle_in_transaction_session_timeout = '5s';"
            + " SET LOCAL lock_timeout = '8s'"
        : null;
  }

  /** What keeps other nodes from making the tables at the same time, until the transaction ends. */
  List<String> lock() {
    return this == POSTGRES ? List.of("SELECT pg_advisory_xact_lock(" + LOCK + ")") : List.of();
  }

  /**
   * Inserts a row unless one with its key is there, whoever is about to insert that: without an
   * error, which would be the end of the transaction.
   *
   * @param columns names, of which the first two are the key
   * @param values one for each, as many parameters as are in them
   */
  String insert(String table, String columns, String values) {
    if (this == POSTGRES) {
      return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT DO NOTHING"
          .formatted(table, columns, values);
    }
    var key = columns.split(", ");
    return "MERGE INTO %s USING (VALUES (%s)) AS new (%s) ON %s.%s = new.%s AND %s.%s = new.%s WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
        .formatted(
            table,
            values,
            columns,
            table,
            key[0],
            key[0],
            table,
            key[1],
            key[1],
            columns,
            "new." + columns.replace(", ", ", new."));
  }
}
