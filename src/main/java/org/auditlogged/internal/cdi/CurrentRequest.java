// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Vetoed;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.auditlogged.CallContext;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.RequestFacts;

/**
 * The REST request that is under way, as the filters tell of it to the interceptor. One request of
 * a client may become several, each inside the one before, when it is forwarded or includes others.
 * The drafts do not live here: on several servers this scope ends before an asynchronous response
 * is done. For the request's own threads.
 */
@Vetoed
public class CurrentRequest {
  private final Auditing auditing;
  private final Deque<Resource> resources = new ArrayDeque<>(2);
  private boolean isMatched;
  private Supplier<RequestFacts> facts;
  private CallContext caller;
  private RequestFacts read;

  private record Resource(Method method, Draft draft) {}

  /** For client proxies only. */
  CurrentRequest() {
    this(null);
  }

  CurrentRequest(Auditing auditing) {
    this.auditing = auditing;
  }

  /**
   * A request has come, and the server is about to look for the method that it is for, on which way
   * it may call others; of several requests the first is the client's.
   *
   * @param facts reads the request's facts, on the request's thread
   * @param caller who calls
   */
  public void come(Supplier<RequestFacts> facts, CallContext caller) {
    if (this.caller == null) {
      this.facts = facts;
      this.caller = caller;
    }
  }

  /**
   * The method is known; of several requests the first is the client's.
   *
   * @param facts reads the request's facts, on the request's thread
   * @param caller who calls
   */
  public void begin(Supplier<RequestFacts> facts, CallContext caller) {
    if (!isMatched) {
      isMatched = true;
      this.facts = facts;
      this.caller = caller;
      // the path's parameters are complete only now
      read = null;
    }
  }

  /**
   * The request is audited.
   *
   * @param resource its resource method, or {@code null} when no interceptor sees that
   */
  public void begin(Method resource, Draft draft) {
    resources.push(new Resource(resource, draft));
  }

  /**
   * The draft of the audited resource method that a call is the first call of, or {@code null} when
   * it is some other call.
   */
  Draft draftOf(Class<?> type, Method method) {
    var last = resources.peek();
    // answered before the method is called, as TomEE answers when a stream of events is asked for
    var current = last != null && last.draft.isSettled() && isComing(last) ? last : current();
    // not by class: the server may know the resource by an interface or a proxy
    return current != null && isComing(current) && auditing.isSame(type, current.method, method)
        ? current.draft
        : null;
  }

  /** Whether the method is still to be called. */
  private static boolean isComing(Resource resource) {
    return resource.method != null && !resource.draft.isEntered();
  }

  /** The innermost that has not ended, or {@code null}. */
  private Resource current() {
    while (!resources.isEmpty() && resources.peek().draft.isSettled()) {
      resources.pop();
    }
    return resources.peek();
  }

  /** The facts, or {@code null} outside of a REST request. */
  RequestFacts facts() {
    var current = current();
    if (current != null) {
      return current.draft.request();
    }
    if (read == null && facts != null) {
      read = facts.get();
    }
    return read;
  }

  /** Who calls, or {@code null} outside of a REST request. */
  CallContext caller() {
    return caller;
  }

  /** The draft of the resource method, or {@code null}. */
  Draft draft() {
    var current = current();
    return current == null ? null : current.draft;
  }

  /**
   * The net under a response filter that never ran: the client is gone, or another filter threw.
   */
  void end() {
    resources.forEach(resource -> auditing.endOfRequest(resource.draft, caller));
  }
}
