// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.internal.capture.CallRefusedException;

/** A call that may not go unrecorded and could not be recorded is not available now: 503. */
@Provider
@Dependent
public class NotRecordedMapper implements ExceptionMapper<AuditNotRecordedException> {
  // no detail of the server's disks for the client; the log has it
  private static final String REFUSED =
      "This call is refused because it could not be audited. Try again later.";

  private static final String LOST =
      "This call could not be audited. It may have been carried out: look before you repeat it.";

  static String text(AuditNotRecordedException exception) {
    return exception instanceof CallRefusedException ? REFUSED : LOST;
  }

  @Override
  public Response toResponse(AuditNotRecordedException exception) {
    return response(exception);
  }

  static Response response(AuditNotRecordedException exception) {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .type(MediaType.TEXT_PLAIN_TYPE)
        .entity(text(exception))
        .build();
  }
}
