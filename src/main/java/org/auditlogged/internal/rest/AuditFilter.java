// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
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
import java.util.Optional;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.cdi.Auditing;
import org.auditlogged.internal.cdi.CurrentRequest;

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

  private static final Log LOG = Log.of(AuditFilter.class);

  @Inject private Auditing auditing;
  @Inject private RequestDrafts drafts;
  @Inject private Instance<CurrentRequest> requests;
  @Inject @Any private Instance<Object> beans;
  @Context private ResourceInfo resource;
  private RequestReader reader;

  @PostConstruct
  void start() {
    reader = new RequestReader(beans);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      if (drafts.get(request) == null) {
        begin(request);
      }
    } catch (RuntimeException e) {
      LOG.write(Message.CAPTURE_FAILED, e, "a request", e.getClass().getName());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    try {
      var draft = drafts.get(request);
      if (draft == null) {
        draft = refused(request).orElse(null);
      }
      if (draft != null) {
        settle(draft, request, response);
      }
    } catch (AuditNotRecordedException e) {
      response.setStatus(Response.Status.SERVICE_UNAVAILABLE.getStatusCode());
      response.setEntity(NotRecordedMapper.TEXT, new Annotation[0], MediaType.TEXT_PLAIN_TYPE);
    } catch (RuntimeException e) {
      LOG.write(Message.CAPTURE_FAILED, e, "a response", e.getClass().getName());
    }
  }

  private void begin(ContainerRequestContext request) {
    var point = point();
    var route = point.map(p -> p.place().route()).orElse(null);
    var current = requests.get();
    if (point.isPresent()) {
      var draft = auditing.draft(point.get(), reader.read(request, route));
      drafts.put(request, draft);
      current.begin(resource.getResourceMethod(), draft);
    }
    current.begin(() -> reader.read(request, route), new RequestCaller(request));
  }

  /** A draft for a call that another filter refused before this one saw the request. */
  private Optional<Draft> refused(ContainerRequestContext request) {
    return point().map(point -> auditing.draft(point, reader.read(request, point.place().route())));
  }

  private Optional<AuditPoint> point() {
    var method = resource.getResourceMethod();
    // null: nothing matched, a 404 or 405 that is nobody's act
    return method == null ? Optional.empty() : auditing.point(resource.getResourceClass(), method);
  }

  private void settle(
      Draft draft, ContainerRequestContext request, ContainerResponseContext response) {
    auditing.identify(draft, new RequestCaller(request));
    draft.answered(response.getStatus());
    if (draft.result() == null && draft.isEntered() && response.getStatus() < 400) {
      // resumed asynchronously: what the method "returned" is what the client gets
      draft.returned(response.getEntity());
    }
    auditing.settle(draft);
  }
}
