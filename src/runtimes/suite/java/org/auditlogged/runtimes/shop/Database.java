// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The application's own: the bean that the runtime makes of it, or what JNDI has. */
@ApplicationScoped
public class Database {
  @Inject @Any Instance<DataSource> beans;
  private volatile DataSource source;

  int execute(String sql, String argument) throws SQLException {
    try (var connection = source().getConnection();
        var statement = connection.prepareStatement(sql)) {
      if (argument != null) {
        statement.setString(1, argument);
      }
      return statement.executeUpdate();
    }
  }

  int count(String sql) throws SQLException {
    try (var connection = source().getConnection();
        var statement = connection.prepareStatement(sql);
        var row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  int waiting() {
    try {
      return count("SELECT count(*) FROM auditlogged_entry WHERE action = 'order.placed'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looked up once: not every thread has names to look up. */
  private DataSource source() {
    if (source == null) {
      source = found();
    }
    return source;
  }

  private DataSource found() {
    if (beans.isResolvable()) {
      return beans.get();
    }
    try {
      return InitialContext.doLookup("java:app/jdbc/shop");
    } catch (NamingException e) {
      throw new IllegalStateException(e);
    }
  }
}
