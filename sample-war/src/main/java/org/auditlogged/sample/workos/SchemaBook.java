// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.auditlogged.sample.workos.Answer.Problem;

/**
 * The actions that the stand-in knows and their schemas, each with all its versions: WorkOS's
 * endpoints for them. All state is behind its own lock; for any thread.
 */
final class SchemaBook {
  private static final Pattern SCHEMAS = Pattern.compile("/audit_logs/actions/([^/]+)/schemas");
  private static final Pattern PARAMETER = Pattern.compile("(?:^|&)(limit|after)=([^&]+)");

  private final Map<String, List<JsonObject>> versions = new LinkedHashMap<>();

  /** The answer, or {@code null} when the path is none of these endpoints. */
  synchronized Answer answer(String method, String path, String query, String body) {
    var schemas = SCHEMAS.matcher(path);
    if (schemas.matches()) {
      var action = schemas.group(1);
      return method.equals("POST") ? create(action, body) : list(action, query);
    }
    return method.equals("GET") && path.equals("/audit_logs/actions") ? actions(query) : null;
  }

  private Answer create(String action, String body) {
    JsonObject schema;
    try (var reader = Json.createReader(new StringReader(body))) {
      schema = reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      return Answer.of(400, "Unexpected token in JSON.");
    }
    if (!isSchema(schema)) {
      return Answer.malformed(List.of(new Problem("invalid", "targets")));
    }
    var all = versions.computeIfAbsent(action, name -> new ArrayList<>());
    var version =
        Json.createObjectBuilder(schema)
            .add("object", "audit_log_schema")
            .add("version", all.size() + 1)
            .add("created_at", Instant.now().toString())
            .build();
    all.add(version);
    return new Answer(201, version.toString());
  }

  private static boolean isSchema(JsonObject schema) {
    return schema.get("targets") instanceof JsonArray targets
        && !targets.isEmpty()
        && targets.stream()
            .allMatch(
                each ->
                    each instanceof JsonObject target && target.get("type") instanceof JsonString);
  }

  private Answer list(String action, String query) {
    var all = new ArrayList<>(versions.getOrDefault(action, List.of()));
    Collections.reverse(all);
    return all.isEmpty()
        ? Answer.of(404, "Audit Log Action not found: '" + action + "'.")
        : page(all, query);
  }

  private Answer actions(String query) {
    var all = new ArrayList<JsonObject>();
    versions.forEach(
        (action, of) ->
            all.add(
                Json.createObjectBuilder()
                    .add("object", "audit_log_action")
                    .add("name", action)
                    .add("schema", of.get(of.size() - 1))
                    .add("created_at", of.get(0).getString("created_at"))
                    .add("updated_at", of.get(of.size() - 1).getString("created_at"))
                    .build()));
    Collections.reverse(all);
    return page(all, query);
  }

  /** The place in the list is the id. */
  private static Answer page(List<JsonObject> all, String query) {
    var limit = 10;
    var from = 0;
    var parameters = PARAMETER.matcher(query == null ? "" : query);
    while (parameters.find()) {
      if (!parameters.group(2).matches("[0-9]{1,6}")) {
        return Answer.of(422, parameters.group(1) + " is wrong");
      }
      var value = Integer.parseInt(parameters.group(2));
      if (parameters.group(1).equals("limit")) {
        limit = Math.max(1, Math.min(value, 100));
      } else {
        from = Math.min(value, all.size());
      }
    }
    var to = Math.min(all.size(), from + limit);
    var place = Json.createObjectBuilder().addNull("before");
    if (to < all.size()) {
      place.add("after", String.valueOf(to));
    } else {
      place.addNull("after");
    }
    return new Answer(
        200,
        Json.createObjectBuilder()
            .add("object", "list")
            .add("data", Json.createArrayBuilder(all.subList(from, to)))
            .add("list_metadata", place)
            .build()
            .toString());
  }
}
