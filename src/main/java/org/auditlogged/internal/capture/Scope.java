// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.List;
import org.auditlogged.AuditEvent;

/**
 * What expressions can see of one call.
 *
 * @param parameters the method's parameters; they hide the names below
 * @param arguments their values, or {@code null} when the method was not reached
 * @param request the request, or {@code null}
 * @param actor who acts
 * @param ending how the call ended
 */
record Scope(
    List<Parameter> parameters,
    Object[] arguments,
    RequestFacts request,
    AuditEvent.Actor actor,
    Ending ending) {

  static final List<String> NAMES = List.of("result", "exception", "actor", "request");

  /**
   * How a call ended.
   *
   * @param result what it returned, or {@code null}
   * @param exception what it threw, or {@code null}
   * @param status the response's status, or 0 without one
   * @param isRolledBack whether its transaction was
   */
  record Ending(Object result, Throwable exception, int status, boolean isRolledBack) {}

  Scope with(RequestFacts other) {
    return other == request ? this : new Scope(parameters, arguments, other, actor, ending);
  }

  Object variable(String name) {
    for (var parameter : parameters) {
      if (name.equals(parameter.name())) {
        return parameter.read(this);
      }
    }
    return switch (name) {
      case "result" -> ending.result();
      case "exception" -> ending.exception();
      case "actor" -> actor;
      case "request" -> request;
      default -> throw new IllegalArgumentException("unknown name " + name);
    };
  }
}
