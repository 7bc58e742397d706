// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.auditlogged.internal.capture.Draft;

/**
 * Which draft belongs to which request: a weak map, and beside it a property of the request. The
 * map comes first: on Payara the properties are gone, or already another request's, when the
 * response filter runs for a {@code CompletionStage} that failed unmapped. The property is for
 * RESTEasy, whose response filter sees another object than the request filter. For any thread.
 */
@ApplicationScoped
public class RequestDrafts {
  private static final String PROPERTY = "org.auditlogged.draft";

  private final Map<ContainerRequestContext, Draft> drafts =
      Collections.synchronizedMap(new WeakHashMap<>());

  void put(ContainerRequestContext request, Draft draft) {
    drafts.put(request, draft);
    try {
      request.setProperty(PROPERTY, draft);
    } catch (RuntimeException e) {
      // the request behind the properties was taken back by the server; the map has it
      return;
    }
  }

  /** The draft, or {@code null}. */
  Draft get(ContainerRequestContext request) {
    var draft = drafts.get(request);
    if (draft == null) {
      try {
        return (Draft) request.getProperty(PROPERTY);
      } catch (RuntimeException e) {
        // the request behind the properties was taken back by the server
        return null;
      }
    }
    return draft;
  }
}
