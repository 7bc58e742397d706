// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * As a server does it: within a transaction a data source gives its thread one and the same
 * connection, which closes with the transaction only.
 */
final class LocalTransactions {
  private final DataSource pool;
  private final boolean isHidden;
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  LocalTransactions(DataSource pool) {
    this(pool, false);
  }

  /**
   * @param isHidden whether its connections say, also in a transaction, that they commit by
   *     themselves
   */
  LocalTransactions(DataSource pool, boolean isHidden) {
    this.pool = pool;
    this.isHidden = isHidden;
  }

  /** What is done in a transaction. */
  interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** What its users see. */
  DataSource source() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") && current.get() != null
                    ? current.get()
                    : method.invoke(pool, arguments));
  }

  void run(Work work) throws SQLException {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      current.set(enlisted(connection));
      boolean isDone = false;
      try {
        work.on(connection);
        isDone = true;
      } finally {
        current.remove();
        if (isDone) {
          connection.commit();
        } else {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    }
  }

  private Connection enlisted(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            LocalTransactions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                return switch (method.getName()) {
                  case "close" -> null;
                  case "getAutoCommit" -> isHidden;
                  default -> method.invoke(connection, arguments);
                };
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
