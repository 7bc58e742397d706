// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Sees whether the answer of an audited call could be written. The outermost interceptor: its
 * stream is the one that the response filter has put there, or on RESTEasy one that writes to it,
 * and then the request's properties tell. Stateless.
 */
@Provider
@Dependent
@Priority(AuditFilter.OUTERMOST)
@ConstrainedTo(RuntimeType.SERVER)
public class AnswerInterceptor implements WriterInterceptor {
  private static final String PROPERTY = "org.auditlogged.answer";

  /** The answer to a request will leave through a stream. */
  static void expect(ContainerRequestContext request, AnswerStream answer) {
    try {
      request.setProperty(PROPERTY, answer);
    } catch (RuntimeException e) {
      // the request behind the properties was taken back by the server; there the stream tells
      return;
    }
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    var answer = answer(context);
    if (answer == null) {
      context.proceed();
    } else {
      answer.write(context);
    }
  }

  private static AnswerStream answer(WriterInterceptorContext context) {
    if (context.getOutputStream() instanceof AnswerStream answer) {
      return answer;
    }
    // not that of another request, which was forwarded or whose properties are used again
    return context.getProperty(PROPERTY) instanceof AnswerStream expected
            && expected.isOf(context.getEntity())
        ? expected
        : null;
  }
}
