// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.AuditOutcome;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.Callers;
import org.auditlogged.internal.capture.CurrentDraft;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.RequestFacts;

/**
 * What interceptor and filters do with a call: which draft is its, who calls, when it is settled.
 * For any thread.
 *
 * <p>A call that is the resource method of the current request shares that request's draft and is
 * settled by the response filter; every other call has a draft of its own and is settled when it
 * returns, or when the transaction it runs in ends.
 */
@ApplicationScoped
public class Auditing {
  private static final Log LOG = Log.of(Auditing.class);

  @Inject private Wiring wiring;
  @Inject private Instance<CurrentRequest> requests;
  @Inject private Instance<Principal> principals;

  private final CurrentDraft current = new CurrentDraft();
  private final TransactionEnd transaction = new TransactionEnd();

  /** The point of a method; empty when it is not audited, or not now. */
  public Optional<AuditPoint> point(Class<?> type, Method method) {
    var running = wiring.running();
    return running.isOff() || wiring.aside().isInside()
        ? Optional.empty()
        : running.points().of(type, method);
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
   * The request scope ends; a draft that still waits for an asynchronous response is left to that.
   */
  void endOfRequest(Draft draft, CallContext call) {
    if (draft.isSettled() || draft.isAnsweredLater()) {
      return;
    }
    try {
      draft.outcome(AuditOutcome.FAILURE);
      identify(draft, call);
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
    var draft = current.get();
    if (draft == null) {
      var request = request();
      draft = request == null ? null : request.draft();
    }
    return draft;
  }

  /** A draft that leads nowhere. */
  Draft nowhere() {
    return draft(AuditPoint.NOWHERE, null);
  }

  boolean isOff() {
    return wiring.running().isOff();
  }

  void record(Collection<AuditEvent> events) {
    var running = wiring.running();
    if (running.isOff() || events.isEmpty()) {
      return;
    }
    var request = request();
    running.recorder().record(events, caller(call(request)), facts(request));
  }

  /**
   * Runs a method that may be audited. Whatever fails in here, it runs, and its caller sees its
   * end.
   */
  Object call(InvocationContext invocation) throws Exception {
    var call = begin(invocation);
    if (call == null) {
      return invocation.proceed();
    }
    var result = proceed(call, invocation);
    end(call, result);
    return result;
  }

  /**
   * A call of an audited method, and whether it is that of the current request, which others
   * settle.
   */
  private record Call(Draft draft, boolean isResource) {}

  private Call begin(InvocationContext invocation) {
    try {
      var type = invocation.getTarget().getClass();
      var point = point(type, invocation.getMethod());
      if (point.isEmpty()) {
        return null;
      }
      var request = request();
      boolean isResource = request != null && request.isFor(type, invocation.getMethod());
      var draft = isResource ? request.draft() : draft(point.get(), facts(request));
      require(draft);
      draft.entered(invocation.getParameters());
      identify(draft, call(request));
      return new Call(draft, isResource);
    } catch (AuditNotRecordedException e) {
      throw e;
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, invocation.getMethod(), e.getClass().getName());
      return null;
    }
  }

  private void require(Draft draft) {
    try {
      wiring.running().recorder().require(draft.point());
    } catch (AuditNotRecordedException e) {
      // nothing was done, and nothing could be kept of it
      draft.discard();
      throw e;
    }
  }

  private Object proceed(Call call, InvocationContext invocation) throws Exception {
    current.push(call.draft);
    try {
      return invocation.proceed();
    } catch (Throwable e) {
      call.draft.failed(e);
      if (!call.isResource) {
        settleBeside(call.draft, e);
      }
      throw e;
    } finally {
      current.pop();
    }
  }

  private void end(Call call, Object result) {
    try {
      call.draft.returned(result);
      if (!call.isResource) {
        settleWhenDone(call.draft, result);
      }
    } catch (AuditNotRecordedException e) {
      throw e;
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, call.draft.point().place(), e.getClass().getName());
    }
  }

  private void settleWhenDone(Draft draft, Object result) {
    if (result instanceof CompletionStage<?> stage) {
      stage.whenComplete(
          (value, failure) -> {
            draft.completed(value, failure);
            settleBeside(draft, null);
          });
    } else if (!transaction.atEnd(committed -> settleInTransaction(draft, committed))) {
      settle(draft);
    }
  }

  private void settleInTransaction(Draft draft, boolean committed) {
    if (!committed) {
      draft.outcome(AuditOutcome.FAILURE);
    }
    settleBeside(draft, null);
  }

  /** Settles where the caller cannot be told, or has an exception of its own, which always wins. */
  private void settleBeside(Draft draft, Throwable own) {
    try {
      settle(draft);
    } catch (RuntimeException e) {
      if (own != null) {
        own.addSuppressed(e);
      }
    }
  }

  private CurrentRequest request() {
    try {
      var request = requests.get();
      // the first use of the proxy is what tells whether there is a request
      return request.caller() == null ? null : request;
    } catch (ContextNotActiveException e) {
      return null;
    }
  }

  private static RequestFacts facts(CurrentRequest request) {
    try {
      return request == null ? null : request.facts();
    } catch (RuntimeException e) {
      LOG.write(Message.CAPTURE_FAILED, e, "the request", e.getClass().getName());
      return null;
    }
  }

  private CallContext call(CurrentRequest request) {
    return request == null ? new NoRequest(principals) : request.caller();
  }

  /** Who calls where there is no REST request. */
  private record NoRequest(Instance<Principal> principals) implements CallContext {
    @Override
    public Optional<Principal> principal() {
      return principals.isResolvable() ? Callers.signedIn(principals.get()) : Optional.empty();
    }

    @Override
    public boolean isRequest() {
      return false;
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> path() {
      return Optional.empty();
    }
  }
}
