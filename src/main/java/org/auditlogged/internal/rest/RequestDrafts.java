// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.cdi.Auditing;

/**
 * Which draft belongs to which request: a weak map, and beside it a property of the request. The
 * map comes first: on Payara the properties are gone, or already another request's, when the
 * response filter runs for a {@code CompletionStage} that failed unmapped. What it keeps lives
 * until the collector has found the request, so it keeps no draft that is settled. The property is
 * for RESTEasy, whose response filter sees another object than the request filter. A request that
 * is forwarded, or includes another, shares its properties with the inner one: hence a chain.
 *
 * <p>The net under answers that come later: where another response filter throws on one, or the
 * answer never comes, nobody is told. But then nobody holds the request any more, which the
 * collector sees. It is asked of both ways to the draft, so that a server which holds one of them
 * is enough. For any thread.
 */
@ApplicationScoped
public class RequestDrafts {
  private static final String PROPERTY = "org.auditlogged.draft";

  private final Map<ContainerRequestContext, Kept> drafts =
      Collections.synchronizedMap(new WeakHashMap<>());

  @Inject private Auditing auditing;
  private Cleaner forgotten;

  /** Is there for as long as the properties of a request. */
  private static final class Held {}

  /** A draft, {@code null} once the answer has settled it; what waits for the collector. */
  private record Kept(AuditPoint point, Draft draft, List<Cleanable> nets) {}

  /** A draft, and those of the requests around its own. */
  private record Chain(Draft draft, Held held, Chain outer) {}

  /** Not in the constructor, which client proxies call as well: it starts a thread. */
  @PostConstruct
  void start() {
    forgotten = Cleaner.create(RequestDrafts::thread);
  }

  /** One that is the application's, unlike the collector's own; it ends when this is collected. */
  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "auditlogged-requests");
    thread.setDaemon(true);
    return thread;
  }

  void put(ContainerRequestContext request, Draft draft) {
    var held = new Held();
    var nets = draft.isAnsweredLater() ? nets(request, held, draft) : List.<Cleanable>of();
    drafts.put(request, new Kept(draft.point(), draft, nets));
    try {
      request.setProperty(PROPERTY, new Chain(draft, held, chain(request)));
    } catch (RuntimeException e) {
      // the request behind the properties was taken back by the server; the map has it
      return;
    }
  }

  /** What the collector calls must hold nothing that it waits for. */
  private List<Cleanable> nets(ContainerRequestContext request, Held held, Draft draft) {
    var holders = new AtomicInteger(2);
    Runnable gone =
        () -> {
          if (holders.decrementAndGet() == 0) {
            auditing.endUnanswered(draft);
          }
        };
    return List.of(forgotten.register(request, gone), forgotten.register(held, gone));
  }

  /** The application stops, and no answer will be told. */
  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopped) {
    List<Kept> open;
    synchronized (drafts) {
      open = List.copyOf(drafts.values());
    }
    for (var kept : open) {
      if (!kept.nets.isEmpty()) {
        auditing.endUnanswered(kept.draft);
      }
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
      drafts.put(request, new Kept(draft.point(), null, List.of()));
      // settled as it is, there is nothing to catch
      kept.nets.forEach(Cleanable::clean);
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
      if (each.draft.point() == point && !each.draft.isThrough()) {
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
