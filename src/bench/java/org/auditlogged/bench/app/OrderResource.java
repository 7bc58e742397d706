// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.stream.IntStream;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Most paths insert one row in a transaction, and let it be committed or not. */
@ApplicationScoped
@Path("orders")
public class OrderResource {
  @Resource TransactionSynchronizationRegistry registry;
  @Inject UserTransaction transaction;
  @Inject OrderBook book;
  @Inject AuditLog log;

  @POST
  @Path("placed/{id}")
  @Transactional
  @AuditLogged("order.placed")
  public String placed(@PathParam("id") @AuditTarget(type = "order") String id) {
    book.insert(id);
    return "placed";
  }

  @POST
  @Path("undone/{id}")
  @Transactional
  @AuditLogged("order.placed")
  public String undone(@PathParam("id") @AuditTarget(type = "order") String id) {
    book.insert(id);
    registry.setRollbackOnly();
    return "undone";
  }

  @POST
  @Path("thrown/{id}")
  @Transactional
  @AuditLogged("order.placed")
  public String thrown(@PathParam("id") @AuditTarget(type = "order") String id) {
    book.insert(id);
    throw new WebApplicationException(409);
  }

  /** The call that is audited has succeeded when the transaction around it is rolled back. */
  @POST
  @Path("withdrawn/{id}")
  public String withdrawn(@PathParam("id") String id) throws Exception {
    transaction.begin();
    try {
      book.place(id);
    } finally {
      transaction.rollback();
    }
    return "withdrawn";
  }

  /** Touches no row. */
  @POST
  @Path("asked/{id}")
  @AuditLogged("order.asked")
  public String asked(@PathParam("id") @AuditTarget(type = "order") String id) {
    return "asked";
  }

  /** Touches no row, and is refused when its event cannot be kept. */
  @POST
  @Path("required/{id}")
  @AuditLogged(value = "order.asked", required = true)
  public String required(@PathParam("id") @AuditTarget(type = "order") String id) {
    return "asked";
  }

  @POST
  @Path("backlog/{count}")
  public String backlog(@PathParam("count") int count) {
    log.record(
        IntStream.range(0, count)
            .mapToObj(i -> AuditEvent.action("order.counted").target("order", "order-" + i).build())
            .toList());
    return "waits";
  }
}
