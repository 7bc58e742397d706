// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Optional;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.Callers;
import org.auditlogged.internal.capture.CurrentDraft;
import org.auditlogged.internal.capture.RequestFacts;

/**
 * What a call finds around it: the REST request of its thread, or else the audited call whose
 * context was propagated to its thread, or nothing. For any thread.
 */
@ApplicationScoped
public class Surroundings {
  private static final Log LOG = Log.of(Surroundings.class);

  @Inject private Instance<CurrentRequest> requests;
  @Inject private Instance<Principal> principals;

  /** See {@link Auditing#exist}. */
  void exist() {}

  private final SocketCallers sockets = SocketCallers.find();

  /** The REST request that the current thread is in, or {@code null}. */
  CurrentRequest request() {
    try {
      var request = requests.get();
      // the first use of the proxy is what tells whether there is a request
      return request.caller() == null ? null : request;
    } catch (ContextNotActiveException e) {
      return null;
    }
  }

  /** The facts of the request, or of the one around it, or {@code null}. */
  RequestFacts facts(CurrentRequest request) {
    try {
      if (request != null) {
        return request.facts();
      }
      var around = CurrentDraft.get();
      return around == null ? null : around.request();
    } catch (RuntimeException e) {
      LOG.write(Message.CAPTURE_FAILED, e, "the request", e.getClass().getName());
      return null;
    }
  }

  /**
   * Who makes the call around, where only that was propagated, or where nobody is signed in for
   * this one; or {@code null}.
   */
  Caller caller(CurrentRequest request) {
    var around = request == null ? CurrentDraft.get() : null;
    return around == null || (around.request() == null && signedIn().isPresent())
        ? null
        : around.caller();
  }

  /** Whom to ask who makes a call with these arguments. */
  CallContext call(CurrentRequest request, Object[] arguments) {
    if (request != null) {
      return request.caller();
    }
    var user = signedIn();
    var socket = user.isPresent() ? null : sockets.of(arguments);
    return socket == null ? new NoRequest(user) : socket;
  }

  /** Whom the container has signed in. */
  private Optional<Principal> signedIn() {
    try {
      return principals.isResolvable() ? Callers.signedIn(principals.get()) : Optional.empty();
    } catch (RuntimeException e) {
      // asked outside of a context: then nobody is signed in there
      return Optional.empty();
    }
  }

  /** Who calls where there is no REST request. */
  private record NoRequest(Optional<Principal> principal) implements CallContext {
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
