// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.Optional;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.cdi.Auditing;

/**
 * Finds the audit point of a request: its resource method's annotation, else a route; where the
 * request was refused before a method was chosen, that of the method it would have come to.
 * Stateless but for what it asks; for the request's thread.
 */
record RequestPoints(Auditing auditing, CalledResource called) {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  /** The point of a request that comes to a resource method; empty when it is not audited. */
  Optional<Routes.Found> of(ContainerRequestContext request) {
    var resource = called.of(request);
    var method = resource.getResourceMethod();
    if (method == null) {
      return Optional.empty();
    }
    var type = resource.getResourceClass();
    var point = auditing.point(type, method);
    if (point.isPresent()) {
      return point.map(Routes.Found::chosen);
    }
    return auditing
        .routes()
        .filter(routes -> !routes.isEmpty())
        .flatMap(routes -> routes.of(type, method, AskedMethod.of(request), path(request)));
  }

  /** The point of a request that is answered with a status. */
  Optional<Routes.Found> of(ContainerRequestContext request, int status) {
    if (called.of(request).getResourceMethod() != null) {
      return of(request);
    }
    // nobody's act: what does not exist, and what an earlier filter has answered itself
    boolean isRefused =
        status >= BAD_REQUEST && status != NOT_FOUND && status != METHOD_NOT_ALLOWED;
    return isRefused
        ? auditing.routes().flatMap(r -> r.refused(AskedMethod.of(request), path(request)))
        : Optional.empty();
  }

  /** Of segments, which have no matrix parameters: else these would lead past a route. */
  private static String path(ContainerRequestContext request) {
    var segments = new ArrayList<String>();
    for (var segment : request.getUriInfo().getPathSegments()) {
      segments.add(segment.getPath());
    }
    return Routes.path(segments);
  }
}
