// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.auditlogged.AuditLogged;

/**
 * Sees the transaction that an audited call really runs in. Inside of Jakarta Transactions, whose
 * interceptor begins, suspends and ends them; {@link AuditInterceptor}, outside of it, sees those
 * of the caller only.
 */
@AuditLogged("")
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class TransactionWatch implements Serializable {
  private static final long serialVersionUID = 1L;

  // serializable, because beans of passivating scopes are audited too
  @SuppressWarnings("serial") // a client proxy, which is
  @Inject
  private Auditing auditing;

  @AroundInvoke
  @AroundTimeout
  Object watch(InvocationContext call) throws Exception {
    return auditing.watch(call);
  }
}
