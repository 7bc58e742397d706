// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The prepared statements of one connection. Invariant: none that failed is used again, because the
 * driver closes such a one for good. For one thread at a time.
 */
final class Statements {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  PreparedStatement of(String sql) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** After a failure: all are prepared anew. */
  void forget() {
    for (var statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        // it is not used again, closed or not
      }
    }
    prepared.clear();
  }
}
