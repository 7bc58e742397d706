// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.auditlogged.CallContext;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.RequestFacts;

/**
 * The REST request that is under way, as the filters tell of it to the interceptor. The draft does
 * not live here: on several servers this scope ends before an asynchronous response is done. For
 * the request's own threads.
 */
@RequestScoped
public class CurrentRequest {
  @Inject private Auditing auditing;

  private Supplier<RequestFacts> facts;
  private CallContext caller;
  private Method resource;
  private Draft draft;
  private RequestFacts read;

  /**
   * The request filter has run.
   *
   * @param facts reads the request's facts, on the request's thread
   * @param caller who calls
   */
  public void begin(Supplier<RequestFacts> facts, CallContext caller) {
    this.facts = facts;
    this.caller = caller;
  }

  /** The request's resource method is audited. */
  public void begin(Method resource, Draft draft) {
    this.resource = resource;
    this.draft = draft;
  }

  /** Whether a call is the one of the request's audited resource method, and the first of it. */
  boolean isFor(Class<?> type, Method method) {
    // not by class: the server may know the resource by its interface, the interceptor by a
    // subclass
    return draft != null
        && !draft.isEntered()
        && resource.getDeclaringClass().isAssignableFrom(type)
        && resource.getName().equals(method.getName())
        && List.of(resource.getParameterTypes()).equals(List.of(method.getParameterTypes()));
  }

  /** The facts, or {@code null} outside of a REST request. */
  public RequestFacts facts() {
    if (read == null && facts != null) {
      read = draft == null ? facts.get() : draft.request();
    }
    return read;
  }

  /** Who calls, or {@code null} outside of a REST request. */
  public CallContext caller() {
    return caller;
  }

  /** The draft of the resource method, or {@code null}. */
  public Draft draft() {
    return draft;
  }

  /**
   * The net under a response filter that never ran: the client is gone, or another filter threw.
   */
  @PreDestroy
  void end() {
    if (draft != null) {
      auditing.endOfRequest(draft, caller);
    }
  }
}
