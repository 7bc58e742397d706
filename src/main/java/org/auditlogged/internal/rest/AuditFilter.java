// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Locale;
import java.util.Map;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.cdi.Auditing;
import org.auditlogged.internal.cdi.CurrentRequest;
import org.auditlogged.internal.cdi.RestResources;

/**
 * Hands the request's facts on before the method, and settles the draft with the final status after
 * it, also where the method was never reached. The outermost filter: first on the way in, last on
 * the way out. It never throws: a response filter that throws silently cuts off the others.
 *
 * <p>Being registered twice does no harm: what was begun is not begun again, and a draft is settled
 * once.
 */
@Provider
@Dependent
@Priority(AuditFilter.OUTERMOST)
public class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {
  // half of the lowest: there are servers that subtract priorities to sort them
  static final int OUTERMOST = Integer.MIN_VALUE / 2;

  // what a browser needs to show a client any answer at all
  private static final String CORS = "access-control-";

  private static final Log LOG = Log.of(AuditFilter.class);

  @Inject private Auditing auditing;
  @Inject private RestResources resources;
  @Inject private RequestDrafts drafts;
  @Inject private Instance<CurrentRequest> requests;
  @Inject @Any private Instance<Object> beans;
  @Context private ResourceInfo resource;
  private RequestReader reader;
  private CalledResource called;
  private RequestPoints points;

  @PostConstruct
  void start() {
    reader = new RequestReader(beans, auditing::readCookies);
    called = new CalledResource(() -> resource);
    points = new RequestPoints(auditing, called);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      begin(request);
    } catch (AuditNotRecordedException e) {
      request.abortWith(NotRecordedMapper.response(e));
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, "a request", e.getClass().getName());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    try {
      var found =
          points
              .of(request, response.getStatus())
              .or(() -> drafts.underWay(request).map(d -> Routes.Found.chosen(d.point())));
      if (found.isPresent() && !drafts.isSettled(request, found.get().point())) {
        var draft = draft(request, found.get());
        end(draft, request, response);
        var type = called.of(request).getResourceClass();
        if (!found.get().isRoute() && type != null) {
          resources.answered(draft, type, response.getStatus());
        }
      }
    } catch (AuditNotRecordedException e) {
      refuse(response, e);
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, "a response", e.getClass().getName());
    }
  }

  private void begin(ContainerRequestContext request) {
    resources.serving();
    var found = points.of(request);
    var route = found.map(f -> f.point().place().route()).orElse(null);
    var current = requests.get();
    current.begin(() -> reader.read(request, route, Map.of()), new RequestCaller(request));
    if (found.isPresent() && !drafts.isKnown(request)) {
      begin(request, found.get(), current);
    }
  }

  private void begin(ContainerRequestContext request, Routes.Found found, CurrentRequest current) {
    var draft = begun(request, found);
    current.begin(found.isRoute() ? null : called.of(request).getResourceMethod(), draft);
    // by now: no interceptor knows of a route, nor of a class that is no bean
    auditing.require(draft);
    if (found.readsBody()) {
      BodyTee.put(request, auditing.routes().orElseThrow()).ifPresent(draft::brings);
    }
  }

  /**
   * The request's draft; a new one when another filter refused the call before this one saw the
   * request.
   */
  private Draft draft(ContainerRequestContext request, Routes.Found found) {
    var draft = drafts.get(request, found.point());
    return draft == null ? begun(request, found) : draft;
  }

  private Draft begun(ContainerRequestContext request, Routes.Found found) {
    var point = found.point();
    var facts = reader.read(request, point.place().route(), found.variables());
    var draft = auditing.draft(point, facts);
    if (isAnsweredByTheServer(AskedMethod.of(request), point)) {
      draft.discard();
    }
    drafts.put(request, draft);
    return draft;
  }

  /** Whether a method only stands in: servers answer HEAD with GET's, unless it has its own. */
  private static boolean isAnsweredByTheServer(String method, AuditPoint point) {
    return (method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS))
        && !point.place().httpMethods().contains(method);
  }

  private void end(
      Draft draft, ContainerRequestContext request, ContainerResponseContext response) {
    auditing.identify(draft, new RequestCaller(request));
    draft.answered(response.getStatus());
    if (!draft.isEntered() && response.getStatus() < 400) {
      // nobody saw the method return: what it "returned" is what the client gets
      draft.returned(response.getEntity());
    }
    if (isDecided(draft, request, response)) {
      settle(draft, request);
    } else {
      var answer =
          new AnswerStream(
              response.getEntityStream(), response.getEntity(), new Answer(draft, request));
      response.setEntityStream(answer);
      AnswerInterceptor.expect(request, answer);
    }
  }

  /** Whether nothing that may still happen changes the event, or somebody has to be told before. */
  private boolean isDecided(
      Draft draft, ContainerRequestContext request, ContainerResponseContext response) {
    return draft.isSettled()
        || !response.hasEntity()
        || request.getMethod().equals(HttpMethod.HEAD)
        // may stay open for days: opened, it is what was asked for
        || MediaType.SERVER_SENT_EVENTS_TYPE.equals(response.getMediaType())
        || (auditing.tells(draft.point()) && !AnswerStream.isStreamed(response.getEntity()));
  }

  /** The answer of an audited call. */
  private final class Answer implements AnswerStream.Answer {
    private final Draft draft;
    private final ContainerRequestContext request;

    Answer(Draft draft, ContainerRequestContext request) {
      this.draft = draft;
      this.request = request;
    }

    @Override
    public boolean failed(Throwable cause, boolean hasLeft) {
      draft.failed(cause);
      if (!hasLeft) {
        // the status was that of an answer which nobody gets
        draft.answered(0);
      }
      // after an asynchronous one nobody would tell that nothing else was answered
      return hasLeft || draft.isAnsweredLater();
    }

    @Override
    public void ended() {
      settle(draft, request);
    }
  }

  private void settle(Draft draft, ContainerRequestContext request) {
    auditing.settle(draft);
    drafts.settled(request, draft);
  }

  /** Nothing of what the method said, or a client would take a cookie or a tag for an answer. */
  private static void refuse(ContainerResponseContext response, AuditNotRecordedException e) {
    response
        .getHeaders()
        .keySet()
        .removeIf(name -> !name.toLowerCase(Locale.ROOT).startsWith(CORS));
    response.setStatus(Response.Status.SERVICE_UNAVAILABLE.getStatusCode());
    response.setEntity(NotRecordedMapper.text(e), new Annotation[0], MediaType.TEXT_PLAIN_TYPE);
  }
}
