// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A body that is not what was expected is the client's mistake; the server would answer 500. */
@Provider
public class UnreadableBodyMapper implements ExceptionMapper<ProcessingException> {
  @Override
  public Response toResponse(ProcessingException unreadable) {
    return Response.status(Response.Status.BAD_REQUEST)
        .type(MediaType.TEXT_PLAIN_TYPE)
        .entity("The body cannot be read as what is expected here.")
        .build();
  }
}
