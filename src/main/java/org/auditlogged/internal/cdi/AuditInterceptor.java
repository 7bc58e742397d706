// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.auditlogged.AuditLogged;

/**
 * Sees arguments, result and exception of audited calls. Outside of Jakarta Transactions, whose
 * interceptor has {@code PLATFORM_BEFORE + 200}: a commit that fails is a failure of the call.
 */
@AuditLogged("")
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class AuditInterceptor {
  @Inject private Auditing auditing;

  @AroundInvoke
  Object audit(InvocationContext call) throws Exception {
    var point = auditing.point(call.getTarget().getClass(), call.getMethod());
    return point.isEmpty() ? call.proceed() : auditing.call(point.get(), call);
  }
}
