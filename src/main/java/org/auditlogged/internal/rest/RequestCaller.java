// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.Principal;
import java.util.Optional;
import org.auditlogged.CallContext;
import org.auditlogged.internal.capture.Callers;

/** Who makes a REST request, as the request says. For the request's own threads. */
record RequestCaller(ContainerRequestContext request) implements CallContext {
  @Override
  public Optional<Principal> principal() {
    var security = request.getSecurityContext();
    return security == null ? Optional.empty() : Callers.signedIn(security.getUserPrincipal());
  }

  @Override
  public boolean isRequest() {
    return true;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaderString(name));
  }

  @Override
  public Optional<String> path() {
    return Optional.of(request.getUriInfo().getPath());
  }
}
