// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that are audited by configuration. Immutable; for any thread.
 *
 * @param methods the HTTP methods, or {@code *}
 * @param path which paths
 * @param point what is recorded of them
 * @param later the same, where the response may be made after the resource method returned
 */
record Route(Set<String> methods, PathTemplate path, AuditPoint point, AuditPoint later) {
  /** The one parameter that a route can have. */
  static final Parameter BODY = new Parameter(0, "body", Parameter.From.ELSEWHERE, null, null);

  static final String ANY = "*";
  private static final Set<String> ONLY_WHEN_NAMED = Set.of("HEAD", "OPTIONS");

  /** The values of the path's variables; empty when this is no such call. */
  Optional<Map<String, String>> match(String method, String at) {
    boolean isOurs =
        methods.contains(method) || methods.contains(ANY) && !ONLY_WHEN_NAMED.contains(method);
    return isOurs ? path.match(at) : Optional.empty();
  }
}
