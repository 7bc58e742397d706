// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditlogged.workos.AuditLogAction;
import org.auditlogged.workos.AuditLogExport;
import org.auditlogged.workos.AuditLogExport.State;
import org.auditlogged.workos.AuditLogExportRequest;
import org.auditlogged.workos.AuditLogSchema;
import org.auditlogged.workos.AuditLogSchemaVersion;

/**
 * Between WorkOS's documents and what an application sees of them. Reading throws some {@link
 * RuntimeException} when a document is not what it should be. Pure; for any thread.
 */
final class Documents {
  private Documents() {}

  static AuditLogAction action(JsonObject json) {
    return new AuditLogAction(
        json.getString("name"),
        schemaVersion(json.getJsonObject("schema")),
        time(json, "created_at"),
        time(json, "updated_at"));
  }

  static AuditLogSchemaVersion schemaVersion(JsonObject json) {
    return new AuditLogSchemaVersion(
        json.getJsonNumber("version").intValueExact(),
        AuditLogSchema.read(json),
        time(json, "created_at"));
  }

  static AuditLogExport export(JsonObject json) {
    return new AuditLogExport(
        json.getString("id"),
        state(json.getString("state")),
        json.getString("url", null) == null ? null : URI.create(json.getString("url")),
        time(json, "created_at"),
        time(json, "updated_at"));
  }

  private static State state(String text) {
    for (var state : State.values()) {
      if (state != State.OTHER && state.name().toLowerCase(Locale.ROOT).equals(text)) {
        return state;
      }
    }
    return State.OTHER;
  }

  static Optional<Period> retention(JsonObject json) {
    return json.get("retention_period_in_days") instanceof JsonNumber days
        ? Optional.of(Period.ofDays(days.intValueExact()))
        : Optional.empty();
  }

  static URI link(JsonObject json) {
    return URI.create(json.getString("link"));
  }

  private static Instant time(JsonObject json, String name) {
    return Instant.parse(json.getString(name));
  }

  static byte[] bytes(AuditLogSchema schema) {
    return bytes(schema.json());
  }

  static byte[] bytes(AuditLogExportRequest request) {
    var json =
        Json.createObjectBuilder()
            .add("organization_id", request.organization())
            .add("range_start", text(request.from()))
            .add("range_end", text(request.to()));
    filter(json, "actions", request.actions());
    filter(json, "actor_names", request.actorNames());
    filter(json, "actor_ids", request.actorIds());
    filter(json, "targets", request.targets());
    return bytes(json.build());
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static void filter(JsonObjectBuilder json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.add(name, Json.createArrayBuilder(values));
    }
  }

  static byte[] retention(int days) {
    return bytes(Json.createObjectBuilder().add("retention_period_in_days", days).build());
  }

  /** Of the audit logs' page; {@code back} may be {@code null}. */
  static byte[] portalLink(String organization, URI back) {
    var json =
        Json.createObjectBuilder().add("organization", organization).add("intent", "audit_logs");
    if (back != null) {
      json.add("return_url", back.toString());
    }
    return bytes(json.build());
  }

  private static byte[] bytes(JsonObject json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
