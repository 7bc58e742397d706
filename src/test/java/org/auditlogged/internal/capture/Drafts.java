// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditOutcome;
import org.auditlogged.Caller;
import org.auditlogged.internal.AuditConfig;

/** Drafts and assemblers for tests. */
final class Drafts {
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private Drafts() {}

  static Assembler assembler(Consumer<AuditDraft> observers) {
    return assembler(observers, "org_configured", Set.of());
  }

  static Assembler assembler(
      Consumer<AuditDraft> observers, String organization, Set<String> automatic) {
    var settings =
        new AuditConfig.Capture(
            List.of(),
            List.of("Forwarded", "X-Forwarded-For"),
            automatic,
            List.of("password", "token"),
            100_000,
            AuditConfig.OnFailure.LOG);
    return new Assembler(
        organization,
        new AutomaticMetadata(automatic),
        new Redaction(settings),
        new ClientAddress(settings),
        observers);
  }

  static Redaction redaction(String... names) {
    return new Redaction(
        new AuditConfig.Capture(
            List.of(), List.of(), Set.of(), List.of(names), 100_000, AuditConfig.OnFailure.LOG));
  }

  static AuditConfig.Capture settings(AuditConfig.OnFailure onFailure) {
    return new AuditConfig.Capture(List.of(), List.of(), Set.of(), List.of(), 100_000, onFailure);
  }

  /** A draft of a call that was entered without arguments. */
  static Draft of(String action) {
    return of(point(action, false));
  }

  static Draft required(String action) {
    return of(point(action, true));
  }

  static Draft of(AuditPoint point) {
    return of(point, new Object[0], null);
  }

  static Draft of(AuditPoint point, Object[] arguments, RequestFacts request) {
    var draft = new Draft(point, request, NOW);
    draft.calledBy(Caller.of("user", "jon"));
    if (arguments != null) {
      draft.entered(arguments);
    }
    return draft;
  }

  /** The point of the one method of that name. */
  static AuditPoint point(Class<?> type, String method) {
    for (var each : type.getDeclaredMethods()) {
      if (each.getName().equals(method)) {
        return new AuditPoints().of(type, each).orElseThrow();
      }
    }
    throw new IllegalArgumentException(method);
  }

  static RequestFacts request() {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.put("user-agent", "agent/1");
    headers.put("X-Id", "from the header");
    return new RequestFacts(
        "GET",
        "things/7",
        "/things/{id}",
        Map.of("id", "from the path"),
        Map.of("id", "from the query"),
        headers,
        Map.of("id", "from the cookie"),
        new RequestFacts.Peer("192.0.2.1", Map.of()));
  }

  private static AuditPoint point(String action, boolean required) {
    return new AuditPoint(
        new AuditPoint.Place("Test." + action, null, Set.of(), false),
        new AuditPoint.Act(action, 0, EnumSet.allOf(AuditOutcome.class), required),
        new AuditPoint.Fields(List.of(), List.of(), List.of(), null),
        List.of());
  }
}
