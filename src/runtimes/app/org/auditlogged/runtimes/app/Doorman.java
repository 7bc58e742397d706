// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Refuses with the status that the client asks for. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class Doorman implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    var status = request.getHeaderString("X-Refuse");
    if (status != null) {
      request.abortWith(Response.status(Integer.parseInt(status)).entity("refused").build());
    }
  }
}
