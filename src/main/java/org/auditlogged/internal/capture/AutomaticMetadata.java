// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The metadata that every captured event gets by itself, those of them that are wanted. The route
 * is a template, so that no id of a path comes in here. For any thread.
 */
public record AutomaticMetadata(Set<String> wanted) {
  // W3C Trace Context: version 00, which ends here, and later ones, which may go on; ff is none of
  // them, nor is an id of zeroes one
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  Map<String, Object> of(Draft draft) {
    var values = new LinkedHashMap<String, Object>();
    var ending = draft.scope().ending();
    var request = draft.request();
    values.put("event_id", draft.id().toString());
    values.put("outcome", draft.outcome().name().toLowerCase(Locale.ROOT));
    if (ending.exception() != null) {
      values.put("error", ending.exception().getClass().getName());
    } else if (ending.isRolledBack()) {
      // what whoever commits is told; by its name, for a server may have no transactions
      values.put("error", "jakarta.transaction.RollbackException");
    }
    if (request != null) {
      values.put("http_method", request.method());
      values.put("http_route", request.route());
      if (ending.status() > 0) {
        values.put("http_status", ending.status());
      }
      values.put("trace_id", traceId(request.headers().get("traceparent")));
    }
    values.values().removeIf(java.util.Objects::isNull);
    values.keySet().retainAll(wanted);
    return values;
  }

  private static String traceId(String traceparent) {
    if (traceparent == null) {
      return null;
    }
    var matcher = TRACEPARENT.matcher(traceparent.strip());
    boolean isOne =
        matcher.matches() && (matcher.group(2) == null || !matcher.group().startsWith("00"));
    return isOne ? matcher.group(1) : null;
  }
}
