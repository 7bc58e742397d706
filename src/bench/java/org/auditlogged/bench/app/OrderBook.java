// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** The business rows, in the database that the outbox is in. */
@ApplicationScoped
public class OrderBook {
  @Resource(lookup = "java:app/jdbc/orders")
  DataSource source;

  public void insert(String id) {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
      statement.setString(1, id);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @AuditLogged("order.placed")
  public void place(@AuditTarget(type = "order") String id) {
    insert(id);
  }
}
