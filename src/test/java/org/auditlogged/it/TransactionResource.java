// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditStatus;

/** Calls services within transactions and without, and is transactional itself. */
@RequestScoped
@Path("transactions")
public class TransactionResource {
  @Inject TransactionBean bean;
  @Inject UserTransaction transaction;
  @Inject AuditLog log;
  @Inject AuditStatus status;
  @Resource TransactionSynchronizationRegistry registry;

  /** Answers with the exception that the caller of the bean has seen. */
  @POST
  @Path("{around}/{method}")
  public String around(@PathParam("around") String around, @PathParam("method") String method)
      throws Exception {
    if (around.equals("timeout")) {
      transaction.setTransactionTimeout(1);
    }
    if (!around.equals("none")) {
      transaction.begin();
    }
    var seen = "none";
    try {
      call(method);
    } catch (Exception e) {
      seen = e.getClass().getName();
    }
    if (around.equals("commit")) {
      transaction.commit();
    } else if (around.equals("rollback")) {
      transaction.rollback();
    } else if (around.equals("timeout")) {
      end();
    }
    return seen;
  }

  private void call(String method) throws Exception {
    var result = TransactionBean.class.getMethod(method);
    try {
      if (result.invoke(bean) instanceof CompletionStage<?> stage) {
        stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
      }
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private void end() throws Exception {
    while (transaction.getStatus() == Status.STATUS_ACTIVE) {
      Thread.onSpinWait();
    }
    transaction.setTransactionTimeout(0);
    try {
      transaction.commit();
    } catch (jakarta.transaction.RollbackException | IllegalStateException e) {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    }
  }

  @POST
  @Path("outermost")
  public String outermost() {
    bean.outermost();
    return "called";
  }

  @POST
  @Path("ordered")
  public String ordered() throws Exception {
    transaction.begin();
    var items = new ArrayList<>(List.of("one", "two"));
    bean.ordered(items);
    items.clear();
    transaction.commit();
    return "called";
  }

  @POST
  @Path("twice")
  public String twice() throws Exception {
    transaction.begin();
    bean.downTo(2);
    bean.plain();
    bean.plain();
    transaction.rollback();
    return "called";
  }

  @POST
  @Transactional
  @AuditLogged("tx.resource")
  public String undone(@QueryParam("undo") boolean undo) {
    if (undo) {
      registry.setRollbackOnly();
    }
    return "returned";
  }

  @POST
  @Path("log")
  public String log() throws Exception {
    transaction.begin();
    long before = status.waiting() + status.delivered();
    log.record(AuditEvent.action("tx.logged").build());
    long kept = status.waiting() + status.delivered() - before;
    transaction.rollback();
    return "kept " + kept;
  }
}
