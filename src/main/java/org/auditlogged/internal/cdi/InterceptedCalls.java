// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.interceptor.InvocationContext;
import java.util.function.Supplier;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.CurrentDraft;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.ObservedAnswer;

/**
 * The calls that the interceptors see, around the method itself. Invariant: the method runs once
 * and its caller sees its end, whatever fails in here, unless its event has to be kept and cannot
 * be. For any thread.
 */
final class InterceptedCalls {
  private static final Log LOG = Log.of(Auditing.class);

  // where the outer interceptor leaves the draft for the inner one
  private static final String DRAFT = "org.auditlogged.draft";

  private final Auditing auditing;
  private final Supplier<Wiring> wiring;
  private final Supplier<Surroundings> surroundings;
  private final boolean endsRequestsLast;
  private final CallEnds ends;

  /** The suppliers are asked on each call: what they give is injected later. */
  InterceptedCalls(
      Auditing auditing,
      Supplier<Wiring> wiring,
      Supplier<Surroundings> surroundings,
      boolean endsRequestsLast) {
    this.auditing = auditing;
    this.wiring = wiring;
    this.surroundings = surroundings;
    this.endsRequestsLast = endsRequestsLast;
    this.ends =
        new CallEnds(() -> wiring.get().running().recorder(), () -> wiring.get().transaction());
  }

  /**
   * Runs a method that may be audited. Whatever fails in here, it runs, and its caller sees its
   * end.
   */
  Object run(InvocationContext invocation) throws Exception {
    var call = begin(invocation);
    if (call == null) {
      return invocation.proceed();
    }
    var result = proceed(call, invocation);
    end(call, result);
    return result;
  }

  /**
   * Runs a method inside of its transaction, whose end its draft waits for, and which may be
   * committed before anybody outside sees what the method returned.
   *
   * @throws AuditNotRecordedException when its event could not be kept in that, and has to be
   */
  Object watch(InvocationContext invocation) throws Exception {
    var begun = join(invocation);
    var result = invocation.proceed();
    if (begun != null) {
      returned(begun, result, invocation);
    }
    return result;
  }

  private static void returned(CallEnds.Try begun, Object result, InvocationContext invocation) {
    try {
      begun.returned(result);
    } catch (AuditNotRecordedException e) {
      throw e;
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, invocation.getMethod(), e.getClass().getName());
    }
  }

  /** The run that begins, or {@code null} when the call is not audited. */
  private CallEnds.Try join(InvocationContext invocation) {
    try {
      if (invocation.getContextData().get(DRAFT) instanceof Draft draft) {
        return ends.join(draft);
      }
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, invocation.getMethod(), e.getClass().getName());
    }
    return null;
  }

  /**
   * A call of an audited method, and whether it is that of the current request, which others
   * settle.
   */
  private record Call(Draft draft, boolean isResource) {}

  private Call begin(InvocationContext invocation) {
    try {
      var type = invocation.getTarget().getClass();
      var point = auditing.point(type, invocation.getMethod());
      if (point.isEmpty()) {
        wiring.get().tellIfTooEarly(invocation.getMethod());
        return null;
      }
      var request = surroundings.get().request();
      var own = request == null ? null : request.draftOf(type, invocation.getMethod());
      var draft =
          own == null ? auditing.draft(point.get(), surroundings.get().facts(request)) : own;
      auditing.require(draft);
      var arguments = arguments(invocation);
      draft.entered(arguments);
      if (draft.caller() == null) {
        draft.calledBy(auditing.caller(request, arguments));
      }
      if (own != null) {
        observeAnswer(invocation, draft);
      }
      invocation.getContextData().put(DRAFT, draft);
      return new Call(draft, own != null);
    } catch (AuditNotRecordedException e) {
      throw e;
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, invocation.getMethod(), e.getClass().getName());
      return null;
    }
  }

  /** A copy. EJB containers say null for none. */
  private static Object[] arguments(InvocationContext invocation) {
    var arguments = invocation.getParameters();
    return arguments == null ? new Object[0] : arguments.clone();
  }

  /** Who resumes the answer later is asked with what; the net is what comes after that. */
  private void observeAnswer(InvocationContext invocation, Draft draft) {
    if (draft.point().place().isAsynchronous()) {
      var arguments = arguments(invocation);
      if (ObservedAnswer.observe(arguments, draft, failure -> answered(draft, failure))) {
        invocation.setParameters(arguments);
      }
    }
  }

  /** The answer has left; if no response filter has run until now, none will. */
  private void answered(Draft draft, Throwable failure) {
    if (failure != null) {
      draft.failed(failure);
    }
    auditing.endUnanswered(draft);
  }

  private Object proceed(Call call, InvocationContext invocation) throws Exception {
    CurrentDraft.enter(call.draft);
    try {
      return invocation.proceed();
    } catch (Throwable e) {
      call.draft.threw(e);
      if (!call.isResource) {
        ends.failed(call.draft, e);
      }
      throw e;
    } finally {
      CurrentDraft.leave();
    }
  }

  private void end(Call call, Object result) {
    var draft = call.draft;
    try {
      draft.returned(result);
      // where the end of the request is the last word, no filter sees that a stream has opened
      if (!call.isResource || (endsRequestsLast && draft.isEventStream())) {
        ends.returned(draft, result);
      }
    } catch (AuditNotRecordedException e) {
      throw e;
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, draft.point().place(), e.getClass().getName());
    }
  }
}
