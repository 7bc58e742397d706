// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** A service, audited, that changes the application's database. */
@ApplicationScoped
public class Shop {
  @Inject Database database;

  @AuditLogged("order.placed")
  @Transactional
  public void place(@AuditTarget(type = "order") String id) throws SQLException {
    database.execute("INSERT INTO orders (id) VALUES (?)", id);
  }
}
