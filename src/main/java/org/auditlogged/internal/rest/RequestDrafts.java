// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.Draft;

/**
 * Which draft belongs to which request: a weak map, and beside it a property of the request. The
 * map comes first: on Payara the properties are gone, or already another request's, when the
 * response filter runs for a {@code CompletionStage} that failed unmapped. What it keeps lives
 * until the collector has found the request, so it keeps no draft that is settled. The property is
 * for RESTEasy, whose response filter sees another object than the request filter. A request that
 * is forwarded, or includes another, shares its properties with the inner one: hence a chain. For
 * any thread.
 */
@ApplicationScoped
public class RequestDrafts {
  private static final String PROPERTY = "org.auditlogged.draft";

  private final Map<ContainerRequestContext, Kept> drafts =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** A draft, {@code null} once the answer has settled it. */
  private record Kept(AuditPoint point, Draft draft) {}

  /** A draft, and those of the requests around its own. */
  private record Chain(Draft draft, Chain outer) {}

  void put(ContainerRequestContext request, Draft draft) {
    drafts.put(request, new Kept(draft.point(), draft));
    try {
      request.setProperty(PROPERTY, new Chain(draft, chain(request)));
    } catch (RuntimeException e) {
      // the request behind the properties was taken back by the server; the map has it
      return;
    }
  }

  /** Whether the request filter has seen this very request. */
  boolean isKnown(ContainerRequestContext request) {
    return drafts.containsKey(request);
  }

  /** The answer to this very request has settled its draft. */
  void settled(ContainerRequestContext request, Draft draft) {
    var kept = drafts.get(request);
    if (kept != null && kept.draft == draft) {
      drafts.put(request, new Kept(draft.point(), null));
    }
  }

  /** Whether it has. */
  boolean isSettled(ContainerRequestContext request, AuditPoint point) {
    var kept = drafts.get(request);
    return kept != null && kept.point == point && kept.draft == null;
  }

  /** The draft that is under way for a point, or {@code null}. */
  Draft get(ContainerRequestContext request, AuditPoint point) {
    var kept = drafts.get(request);
    if (kept != null && kept.point == point && kept.draft != null) {
      return kept.draft;
    }
    for (var each = chain(request); each != null; each = each.outer) {
      // not its point: a draft of another request, whose properties the server has used again
      if (each.draft.point() == point && !each.draft.isSettled()) {
        return each.draft;
      }
    }
    return null;
  }

  /**
   * The draft that is under way for a request whose method the server no longer names: RESTEasy
   * forgets it when a stream of events opens after the method has returned.
   */
  Optional<Draft> underWay(ContainerRequestContext request) {
    var kept = drafts.get(request);
    if (kept != null) {
      return Optional.ofNullable(kept.draft);
    }
    var chain = chain(request);
    return chain == null || chain.draft.isSettled() || !chain.draft.isEventStream()
        ? Optional.empty()
        : Optional.of(chain.draft);
  }

  private static Chain chain(ContainerRequestContext request) {
    try {
      return (Chain) request.getProperty(PROPERTY);
    } catch (RuntimeException e) {
      // the request behind the properties was taken back by the server
      return null;
    }
  }
}
