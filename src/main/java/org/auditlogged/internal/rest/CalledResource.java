// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.function.Supplier;

/**
 * Which resource method a request comes to. Invariant: what the server injected is asked when there
 * is such a thing. Payara Micro was seen to inject nothing into our filter in one application and
 * all in another, for a reason not found; there, as wherever Jersey serves, the request's own
 * {@code UriInfo} knows. For any thread.
 *
 * @param injected asked at each request: servers inject at different times
 */
record CalledResource(Supplier<ResourceInfo> injected) {

  ResourceInfo of(ContainerRequestContext request) {
    var resource = injected.get();
    return resource == null && request.getUriInfo() instanceof ResourceInfo own ? own : resource;
  }
}
