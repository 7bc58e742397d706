// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.CurrentDraft;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.RequestFacts;
import org.auditlogged.internal.capture.Routes;

/**
 * What interceptor and filters do with a call: which draft is its, who calls, when it is settled.
 * For any thread.
 *
 * <p>A call that is the resource method of the current request shares that request's draft and is
 * settled by the response filter; every other call has a draft of its own and is settled when it
 * throws, or when it has returned and what it ran in has ended: its stage, its transactions.
 */
@ApplicationScoped
public class Auditing {
  private static final Log LOG = Log.of(Auditing.class);

  @Inject private Wiring wiring;
  @Inject private Surroundings surroundings;

  private final boolean endsRequestsLast = Server.endsRequestsLast();
  private final InterceptedCalls calls =
      new InterceptedCalls(this, () -> wiring, () -> surroundings, endsRequestsLast);

  /**
   * Does nothing, and so makes what is behind the proxy. Payara injects nothing into a bean that is
   * first used on a thread that is not the server's, and leaves it like that.
   */
  void exist() {
    surroundings.exist();
  }

  /** Made here because Payara is slow to inject into a bean, and every request needs one. */
  @Produces
  @RequestScoped
  CurrentRequest request() {
    return new CurrentRequest(this);
  }

  /** Static, for a request that ends after the application: this is gone then. */
  static void end(@Disposes CurrentRequest request) {
    request.end();
  }

  /** The point of a method; empty when it is not audited, or not now. */
  public Optional<AuditPoint> point(Class<?> type, Method method) {
    var running = wiring.running();
    return running.isOff() || wiring.aside().isInside()
        ? Optional.empty()
        : running.points().of(type, method);
  }

  /** What finds the points of other requests; empty when nothing is audited now. */
  public Optional<Routes> routes() {
    var running = wiring.running();
    return running.isOff() || wiring.aside().isInside()
        ? Optional.empty()
        : Optional.of(running.routes());
  }

  /** Whether cookies of a request may come into any event. */
  public boolean readCookies() {
    return routes().map(Routes::readCookies).orElse(false);
  }

  /** Whether a call that the interceptor sees is that of a resource method. */
  boolean isSame(Class<?> type, Method resource, Method method) {
    return wiring.running().points().isSame(type, resource, method);
  }

  /** Whether a call whose event could not be kept tells its caller so. */
  public boolean tells(AuditPoint point) {
    return wiring.running().recorder().tells(point);
  }

  /** A draft of a call that begins now. */
  public Draft draft(AuditPoint point, RequestFacts request) {
    return new Draft(point, request, Instant.now());
  }

  /** Asks who calls, once for each draft. */
  public void identify(Draft draft, CallContext call) {
    if (draft.caller() == null) {
      draft.calledBy(caller(call));
    }
  }

  Caller caller(CurrentRequest request, Object[] arguments) {
    var known = surroundings.caller(request);
    return known == null ? caller(surroundings.call(request, arguments)) : known;
  }

  private Caller caller(CallContext call) {
    return wiring.aside().call(() -> wiring.running().callers().of(call));
  }

  /**
   * The response is there, or never will be: makes the event, if nobody did so before.
   *
   * @throws AuditNotRecordedException when it could not be kept and the caller is to know
   */
  public void settle(Draft draft) {
    wiring.running().recorder().settle(draft);
  }

  /**
   * The request scope ends; a draft that still waits for an asynchronous response is left to that,
   * where it may still come, or to nobody, who would not know any more who called.
   */
  void endOfRequest(Draft draft, CallContext call) {
    if (!draft.isSettled()) {
      identify(draft, call);
      if (endsRequestsLast || !draft.isAnsweredLater()) {
        endUnanswered(draft);
      }
    }
  }

  /** Nobody has answered, and nobody is left who could. */
  public void endUnanswered(Draft draft) {
    if (draft.isSettled()) {
      return;
    }
    if (draft.caller() == null) {
      draft.calledBy(Caller.of("unknown", "unknown"));
    }
    try {
      draft.unanswered();
      settle(draft);
    } catch (RuntimeException e) {
      // nobody is there to be told; the recorder has counted and logged it
      LOG.debug("end of request: " + e.getClass().getName());
    }
  }

  /**
   * The draft that {@code @Inject AuditDraft} speaks of, or {@code null} outside of an audited
   * call.
   */
  Draft currentDraft() {
    var draft = CurrentDraft.get();
    if (draft == null) {
      var request = surroundings.request();
      draft = request == null ? null : request.draft();
    }
    return draft;
  }

  /** A draft that leads nowhere. */
  Draft nowhere() {
    return draft(AuditPoint.NOWHERE, null);
  }

  void record(Collection<AuditEvent> events) {
    var running = wiring.running();
    if (running.isOff() || events.isEmpty()) {
      wiring.tellIfTooEarly("AuditLog.record");
      return;
    }
    var request = surroundings.request();
    running.recorder().record(events, caller(request, new Object[0]), surroundings.facts(request));
  }

  /** Runs a method that may be audited; see {@link InterceptedCalls#run}. */
  Object call(InvocationContext invocation) throws Exception {
    return calls.run(invocation);
  }

  /** Runs a method inside of its transaction; see {@link InterceptedCalls#watch}. */
  Object watch(InvocationContext invocation) throws Exception {
    return calls.watch(invocation);
  }

  /**
   * Whether a call may run.
   *
   * @throws AuditNotRecordedException when its event has to be kept and could not be kept now
   */
  public void require(Draft draft) {
    if (draft.isDiscarded()) {
      return;
    }
    try {
      wiring.running().recorder().require(draft.point());
    } catch (AuditNotRecordedException e) {
      // nothing was done, and nothing could be kept of it
      draft.discard();
      throw e;
    }
  }
}
