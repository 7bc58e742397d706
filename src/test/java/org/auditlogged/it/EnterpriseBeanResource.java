// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.auditlogged.AuditLogged;

/** A session bean as a resource, which calls another. */
@Stateless
@Path("ejb")
public class EnterpriseBeanResource {
  @EJB EnterpriseBean bean;
  @Resource SessionContext context;

  /** Answers with the exception that the caller of the bean has seen. */
  @POST
  @Path("{method}")
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public String call(@PathParam("method") String method) throws Exception {
    try {
      var called = EnterpriseBean.class.getMethod(method).invoke(bean);
      if (called instanceof Future<?> future) {
        future.get(30, TimeUnit.SECONDS);
      }
      return "none";
    } catch (InvocationTargetException | ExecutionException e) {
      return e.getCause().getClass().getName();
    }
  }

  /** In a transaction that is undone after the bean has returned. */
  @POST
  @Path("{method}/undone")
  public String callAndUndo(@PathParam("method") String method) throws Exception {
    var seen = call(method);
    context.setRollbackOnly();
    return seen;
  }

  @POST
  @Path("resource/{how}")
  @AuditLogged("ejb.resource")
  public String resource(@PathParam("how") String how) {
    switch (how) {
      case "undone" -> context.setRollbackOnly();
      case "failed" -> throw new IllegalStateException();
      default -> {
        return "returned";
      }
    }
    return "returned";
  }
}
