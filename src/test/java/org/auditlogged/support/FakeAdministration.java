// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.auditlogged.support.FakeWorkOs.Received;

/**
 * WorkOS's endpoints beside that for events, and the storage of exports, as strict as its document.
 * An identical schema becomes a further version, as the document does not say that it would not.
 * All state is behind its own lock; for any thread.
 */
public final class FakeAdministration {
  /** What every export holds. */
  public static final String CSV = "id,action\n1,secret.read\n2,\"a, b\"\n";

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final Pattern SCHEMAS = Pattern.compile("/audit_logs/actions/(.+)/schemas");
  private static final Pattern EXPORT = Pattern.compile("/audit_logs/exports/([^/]+)");
  private static final Pattern RETENTION =
      Pattern.compile("/organizations/([^/]+)/audit_logs_retention");
  private static final Pattern STORAGE = Pattern.compile("/storage/([^/]+)\\.csv");

  private final Map<String, List<JsonObject>> schemas = new LinkedHashMap<>();
  private final Map<String, Integer> retention = new LinkedHashMap<>();
  private final List<JsonObject> exports = new ArrayList<>();
  private int largestPage = 100;
  private int looksUntilReady;
  private String lastState = "ready";
  private int addresses;
  private int deadAddresses;

  /** The most on a page, whatever is asked for. */
  public synchronized void largestPage(int size) {
    largestPage = size;
  }

  /** An export is in its last state after so many looks. */
  public synchronized void exports(int looks, String state) {
    looksUntilReady = looks;
    lastState = state;
  }

  /** The next so many addresses of a CSV are too old at once. */
  public synchronized void deadAddresses(int count) {
    deadAddresses = count;
  }

  /** The schemas of an action, the oldest first. */
  public synchronized List<JsonObject> schemas(String action) {
    return List.copyOf(schemas.getOrDefault(action, List.of()));
  }

  /** Adds a version as somebody else would. */
  public synchronized JsonObject add(String action, JsonObject schema) {
    var versions = schemas.computeIfAbsent(action, name -> new ArrayList<>());
    var version =
        Json.createObjectBuilder()
            .add("object", "audit_log_schema")
            .add("version", versions.size() + 1)
            .add("created_at", START.plusSeconds(versions.size()).toString());
    schema.forEach(version::add);
    versions.add(version.build());
    return versions.get(versions.size() - 1);
  }

  /** {@code base} is where this server is. */
  synchronized CannedAnswer answer(Received received, String base) {
    var path = received.path();
    var call = received.method() + " ";
    var schemasOf = SCHEMAS.matcher(path);
    var export = EXPORT.matcher(path);
    var retentionOf = RETENTION.matcher(path);
    if (path.equals("/audit_logs/actions")) {
      return call.equals("GET ") ? actions(received) : nothing(received);
    }
    if (schemasOf.matches()) {
      return call.equals("POST ")
          ? create(schemasOf.group(1), received)
          : versions(schemasOf.group(1), received);
    }
    if ((call + path).equals("POST /audit_logs/exports")) {
      return createExport(received);
    }
    if (export.matches()) {
      return export(export.group(1), base);
    }
    if (retentionOf.matches()) {
      return retention(retentionOf.group(1), received);
    }
    return (call + path).equals("POST /portal/generate_link")
        ? portal(received)
        : nothing(received);
  }

  private static CannedAnswer nothing(Received received) {
    return CannedAnswer.message(404, "Cannot " + received.method() + " " + received.path());
  }

  private CannedAnswer actions(Received received) {
    var all = new ArrayList<JsonObject>();
    schemas.forEach(
        (name, versions) ->
            all.add(
                0,
                Json.createObjectBuilder()
                    .add("object", "audit_log_action")
                    .add("name", name)
                    .add("schema", versions.get(versions.size() - 1))
                    .add("created_at", START.toString())
                    .add("updated_at", START.plusSeconds(60).toString())
                    .build()));
    return FakePages.page(all, received.query(), largestPage);
  }

  private CannedAnswer versions(String action, Received received) {
    if (!schemas.containsKey(action)) {
      return CannedAnswer.message(404, "Audit Log Action not found: '" + action + "'.");
    }
    var newestFirst = new ArrayList<JsonObject>();
    schemas.get(action).forEach(version -> newestFirst.add(0, version));
    return FakePages.page(newestFirst, received.query(), largestPage);
  }

  private CannedAnswer create(String action, Received received) {
    var problems = problems("AuditLogSchemaDto", received);
    return problems.isEmpty()
        ? CannedAnswer.json(201, add(action, received.json()))
        : CannedAnswer.invalid(problems);
  }

  private CannedAnswer createExport(Received received) {
    var problems = problems("AuditLogExportCreationDto", received);
    if (!problems.isEmpty()) {
      return CannedAnswer.message(400, String.join("; ", problems));
    }
    if (Instant.parse(received.json().getString("range_start"))
        .isBefore(START.minusSeconds(90 * 86_400))) {
      return new CannedAnswer(
          400,
          "{\"message\":\"Invalid date range\",\"code\":\"invalid_audit_log_export_range_date\"}",
          List.of());
    }
    exports.add(received.json());
    return CannedAnswer.json(201, export("export_" + exports.size(), "pending", null).build());
  }

  private CannedAnswer export(String id, String base) {
    if (!id.matches("export_[0-9]+") || Integer.parseInt(id.substring(7)) > exports.size()) {
      return CannedAnswer.message(404, "Audit Log Export not found: '" + id + "'.");
    }
    boolean isDone = looksUntilReady-- <= 0;
    var url = base + "/storage/" + ++addresses + ".csv?signature=abc";
    return CannedAnswer.json(
        200,
        export(id, isDone ? lastState : "pending", isDone && lastState.equals("ready") ? url : null)
            .build());
  }

  private static JsonObjectBuilder export(String id, String state, String url) {
    var json =
        Json.createObjectBuilder()
            .add("object", "audit_log_export")
            .add("id", id)
            .add("state", state)
            .add("created_at", START.toString())
            .add("updated_at", START.toString());
    return url == null ? json.addNull("url") : json.add("url", url);
  }

  /** The storage is another host: it knows no keys, and must not be told one. */
  synchronized CannedAnswer storage(Received received) {
    var address = STORAGE.matcher(received.path());
    if (!address.matches() || received.headers().containsKey("authorization")) {
      return CannedAnswer.message(400, "no address, or a key");
    }
    return Integer.parseInt(address.group(1)) <= deadAddresses
        ? new CannedAnswer(403, "<Error>Request has expired</Error>", List.of())
        : new CannedAnswer(200, CSV, List.of("Content-Type", "text/csv"));
  }

  private CannedAnswer retention(String organization, Received received) {
    if (organization.equals("org_none")) {
      return CannedAnswer.message(404, "Organization not found: 'org_none'.");
    }
    if (received.method().equals("PUT")) {
      var problems = problems("UpdateAuditLogsRetentionDto", received);
      if (!problems.isEmpty()) {
        return CannedAnswer.message(422, String.join("; ", problems));
      }
      retention.put(organization, received.json().getInt("retention_period_in_days"));
    }
    var days = retention.get(organization);
    var json = Json.createObjectBuilder();
    return CannedAnswer.json(
        200,
        (days == null
                ? json.addNull("retention_period_in_days")
                : json.add("retention_period_in_days", days))
            .build());
  }

  private static CannedAnswer portal(Received received) {
    var problems = problems("GenerateLinkDto", received);
    if (!problems.isEmpty()) {
      return CannedAnswer.message(422, String.join("; ", problems));
    }
    var organization = received.json().getString("organization");
    return organization.equals("org_none")
        ? CannedAnswer.message(404, "Organization not found: 'org_none'.")
        : CannedAnswer.json(
            201,
            Json.createObjectBuilder()
                .add("link", "https://setup.workos.com?token=" + organization)
                .build());
  }

  private static List<String> problems(String schema, Received received) {
    return received.json() == null
        ? List.of("body invalid")
        : AdministrationSchema.problems(schema, received.json().toString());
  }
}
