// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.concurrent.Future;
import org.auditlogged.AuditLogged;

/** A session bean, audited as a whole; the container's transaction is around every method. */
@Stateless
@AuditLogged("ejb")
public class EnterpriseBean {
  @Resource SessionContext context;

  public void committed() {}

  public void undone() {
    context.setRollbackOnly();
  }

  public void failed() {
    throw new IllegalStateException();
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void own() {}

  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void mandatory() {}

  @RolesAllowed("admin")
  public void guarded() {}

  @Asynchronous
  public Future<String> later() {
    return new AsyncResult<>("done");
  }

  @Asynchronous
  public Future<String> failedLater() {
    throw new IllegalStateException();
  }

  @Asynchronous
  public Future<String> undoneLater() {
    context.setRollbackOnly();
    return new AsyncResult<>("done");
  }
}
