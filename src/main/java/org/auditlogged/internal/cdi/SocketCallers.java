// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.websocket.Session;
import java.security.Principal;
import java.util.Optional;
import org.auditlogged.CallContext;
import org.auditlogged.internal.capture.Callers;

/**
 * Who has opened the WebSocket that a message came through: its session knows, while the server
 * signs nobody in for the method that takes the message. For any thread.
 */
interface SocketCallers {

  /** Who calls a method with these arguments, {@code null} when no session is among them. */
  CallContext of(Object[] arguments);

  static SocketCallers find() {
    try {
      Class.forName("jakarta.websocket.Session", false, SocketCallers.class.getClassLoader());
      return new OfSessions();
    } catch (ClassNotFoundException | LinkageError e) {
      // no WebSockets here
      return arguments -> null;
    }
  }

  /** Apart, so that the API is linked only where it is there. */
  final class OfSessions implements SocketCallers {
    @Override
    public CallContext of(Object[] arguments) {
      for (var argument : arguments) {
        if (argument instanceof Session session) {
          return new OfSession(session);
        }
      }
      return null;
    }
  }

  /** The handshake was an HTTP request, of which no more is left than who made it. */
  record OfSession(Session session) implements CallContext {
    @Override
    public Optional<Principal> principal() {
      return Callers.signedIn(session.getUserPrincipal());
    }

    @Override
    public boolean isRequest() {
      return true;
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
