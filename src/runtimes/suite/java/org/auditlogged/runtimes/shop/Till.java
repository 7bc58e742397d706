// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls the audited service in a transaction of its own, and ends that. */
@ApplicationScoped
public class Till {
  @Inject Shop shop;
  @Inject Database database;

  /** What the transaction sees of its event, and what everybody else does. */
  @Transactional
  public String sell(String id) throws Exception {
    shop.place(id);
    var outside =
        CompletableFuture.supplyAsync(database::waiting, task -> new Thread(task).start());
    return "within " + database.waiting() + ", outside " + outside.get(20, TimeUnit.SECONDS);
  }

  @Transactional
  public void regret(String id) throws SQLException {
    shop.place(id);
    throw new IllegalStateException("regretted");
  }
}
