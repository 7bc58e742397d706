// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/** Looks into an outbox's file from outside, as an operator would. */
final class SqliteShell implements AutoCloseable {
  private final Connection connection;

  SqliteShell(Path file) throws SQLException {
    connection = new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), new Properties());
  }

  void run(String statement) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  /** Makes the file itself refuse this entry. */
  void refuse(Entry entry) throws SQLException {
    var id = entry.id().toString().replace("-", "");
    run(
        "CREATE TRIGGER refuse_%s BEFORE INSERT ON entry WHEN hex(NEW.id) = upper('%s')"
                .formatted(id, id)
            + " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
  }

  long number(String query) throws SQLException {
    return Long.parseLong(text(query));
  }

  String text(String query) throws SQLException {
    try (var sql = connection.createStatement();
        var row = sql.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The steps that SQLite would take. */
  List<String> plan(String query) throws SQLException {
    try (var sql = connection.createStatement();
        var row = sql.executeQuery("EXPLAIN QUERY PLAN " + query)) {
      var steps = new ArrayList<String>();
      while (row.next()) {
        steps.add(row.getString("detail"));
      }
      return steps;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
