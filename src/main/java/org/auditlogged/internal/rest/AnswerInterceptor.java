// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Sees whether the answer of an audited call could be written. The outermost interceptor: its
 * stream is the one that the response filter has put there. Stateless.
 */
@Provider
@Dependent
@Priority(AuditFilter.OUTERMOST)
@ConstrainedTo(RuntimeType.SERVER)
public class AnswerInterceptor implements WriterInterceptor {
  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (context.getOutputStream() instanceof AnswerStream answer) {
      answer.write(context);
    } else {
      context.proceed();
    }
  }
}
