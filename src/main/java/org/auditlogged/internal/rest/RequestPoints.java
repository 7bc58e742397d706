// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.ArrayList;
import java.util.Optional;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.cdi.Auditing;

/**
 * Finds the audit point of a request: its resource method's annotation, else a route. Stateless but
 * for what it asks; for the request's thread.
 */
record RequestPoints(Auditing auditing, ResourceInfo resource) {
  /** The point of a request that comes to a resource method; empty when it is not audited. */
  Optional<Routes.Found> of(ContainerRequestContext request) {
    var method = resource.getResourceMethod();
    if (method == null) {
      // nothing matched, a 404 or 405 that is nobody's act
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

  /** Of segments, which have no matrix parameters: else these would lead past a route. */
  private static String path(ContainerRequestContext request) {
    var segments = new ArrayList<String>();
    for (var segment : request.getUriInfo().getPathSegments()) {
      segments.add(segment.getPath());
    }
    return Routes.path(segments);
  }
}
