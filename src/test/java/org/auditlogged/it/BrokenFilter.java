// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Throws, and so cuts off the response filters after it; spares what the tests ask. */
@Provider
public class BrokenFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!request.getUriInfo().getPath().startsWith("waiting")) {
      throw new IllegalStateException("broken filter");
    }
  }
}
