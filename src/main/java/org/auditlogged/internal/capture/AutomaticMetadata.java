// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The metadata that every captured event gets by itself, those of them that are wanted. The route
 * is a template, so that no id of a path comes in here. For any thread.
 */
public record AutomaticMetadata(Set<String> wanted) {
  /** How many there are at most. */
  static final int MOST = 7;

  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_PARENT = "0".repeat(16);

  /** Adds them behind what is there already, which they never replace, nor what was taken out. */
  void addTo(Map<String, Object> metadata, Draft draft) {
    var ending = draft.ending();
    var request = draft.request();
    add(metadata, "event_id", draft.id().toString());
    add(metadata, "outcome", draft.outcome().name().toLowerCase(Locale.ROOT));
    if (ending.exception() != null) {
      add(metadata, "error", ending.exception().getClass().getName());
    } else if (ending.isRolledBack()) {
      // what whoever commits is told; by its name, for a server may have no transactions
      add(metadata, "error", "jakarta.transaction.RollbackException");
    }
    if (request != null) {
      add(metadata, "http_method", request.method());
      add(metadata, "http_route", request.route());
      add(metadata, "http_status", ending.status() > 0 ? ending.status() : null);
      add(metadata, "trace_id", traceId(request.headers().get("traceparent")));
    }
  }

  private void add(Map<String, Object> metadata, String name, Object value) {
    // not putIfAbsent: what an observer has taken out stays out
    if (value != null && wanted.contains(name) && !metadata.containsKey(name)) {
      metadata.put(name, value);
    }
  }

  /**
   * That of W3C Trace Context, {@code 00-<32 digits>-<16 digits>-<2 digits>}: version 00 ends here,
   * later ones may go on; ff is none of them, nor is an id of zeroes one.
   */
  private static String traceId(String traceparent) {
    if (traceparent == null) {
      return null;
    }
    var text = traceparent.strip();
    boolean isWhole =
        isHex(text, 0, 2)
            && isPart(text, 2, 32, NO_TRACE)
            && isPart(text, 35, 16, NO_PARENT)
            && isPart(text, 52, 2, "")
            && !text.startsWith("ff")
            && (text.length() == 55 || text.charAt(55) == '-' && !text.startsWith("00"));
    return isWhole ? text.substring(3, 35) : null;
  }

  /** Whether a dash and as many digits stand there, and not all zeroes. */
  private static boolean isPart(String text, int dash, int digits, String none) {
    return text.startsWith("-", dash)
        && isHex(text, dash + 1, digits)
        && (none.isEmpty() || !text.startsWith(none, dash + 1));
  }

  private static boolean isHex(String text, int from, int digits) {
    if (text.length() < from + digits) {
      return false;
    }
    for (int i = from; i < from + digits; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
