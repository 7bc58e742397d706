// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.InvocationTargetException;
import org.auditlogged.AuditLogged;

/** Calls a service within transactions and without, and is transactional itself. */
@RequestScoped
@Path("own")
public class OwnDatabaseResource {
  @Resource TransactionSynchronizationRegistry registry;
  @Inject UserTransaction transaction;
  @Inject OwnDatabaseBean bean;
  @Inject OwnDatabaseThings things;

  @POST
  @Path("{around}/{method}")
  public String around(
      @PathParam("around") String around,
      @PathParam("method") String method,
      @QueryParam("id") String id)
      throws Exception {
    begin(around);
    try {
      OwnDatabaseBean.class.getMethod(method, String.class).invoke(bean, id);
    } catch (InvocationTargetException e) {
      // goes no further: what becomes of the transaction is said by the path
    }
    end(around);
    return "called";
  }

  @POST
  @Path("many/{around}")
  public String many(@PathParam("around") String around, @QueryParam("id") String id)
      throws Exception {
    begin(around);
    for (int i = 0; i < 50; i++) {
      bean.plain(id + "-" + i);
    }
    end(around);
    return "called";
  }

  /** How many events there are in the transaction of the call, before that is committed. */
  @POST
  @Path("within")
  public int within(@QueryParam("id") String id) throws Exception {
    transaction.begin();
    try {
      bean.plain(id);
      return things.events();
    } finally {
      transaction.commit();
    }
  }

  @POST
  @Path("resource/{undo}")
  @Transactional
  @AuditLogged("own.resource")
  public String resource(@PathParam("undo") boolean undo, @QueryParam("id") String id) {
    things.insert(id);
    if (undo) {
      registry.setRollbackOnly();
    }
    return "returned";
  }

  /** The one who lacks the role is sent away before. */
  @POST
  @Path("guarded")
  @RolesAllowed("admin")
  @Transactional
  @AuditLogged("own.guarded")
  public String guarded(@QueryParam("id") String id) {
    things.insert(id);
    return "returned";
  }

  @POST
  @Path("forbidden")
  @Transactional
  @AuditLogged("own.forbidden")
  public String forbidden(@QueryParam("id") String id) {
    things.insert(id);
    throw new ForbiddenException();
  }

  private void begin(String around) throws Exception {
    if (around.equals("timeout")) {
      transaction.setTransactionTimeout(1);
    }
    if (!around.equals("none")) {
      transaction.begin();
    }
  }

  private void end(String around) throws Exception {
    switch (around) {
      case "commit" -> commit();
      case "rollback" -> transaction.rollback();
      case "timeout" -> {
        while (transaction.getStatus() == Status.STATUS_ACTIVE) {
          Thread.onSpinWait();
        }
        transaction.setTransactionTimeout(0);
        commit();
      }
      default -> {
        // there is none
      }
    }
  }

  private void commit() throws Exception {
    try {
      transaction.commit();
    } catch (RollbackException | SystemException | IllegalStateException e) {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    }
  }
}
