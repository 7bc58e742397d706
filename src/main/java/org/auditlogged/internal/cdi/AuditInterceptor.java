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
 * Sees arguments, result and exception of audited calls. Outside of Jakarta Transactions, whose
 * interceptor has {@code PLATFORM_BEFORE + 200}: a commit that fails is a failure of the call.
 */
@AuditLogged("")
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class AuditInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  // serializable, because beans of passivating scopes are audited too
  @SuppressWarnings("serial") // a client proxy, which is
  @Inject
  private Auditing auditing;

  @AroundInvoke
  @AroundTimeout
  Object audit(InvocationContext call) throws Exception {
    return auditing.call(call);
  }
}
