// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.io.StringReader;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.auditlogged.sample.workos.Answer.Problem;

/**
 * Judges the body of one Create Event request as WorkOS documents it. For one body and one thread.
 */
final class EventCheck {
  private static final Pattern METADATA_KEY = Pattern.compile("[a-zA-Z0-9_-]{0,40}");
  private static final int METADATA_KEYS = 50;
  private static final int METADATA_TEXT = 500;

  private final List<Problem> malformed = new ArrayList<>();
  private final List<Problem> invalid = new ArrayList<>();

  private EventCheck() {}

  /**
   * Judges a body.
   *
   * @param body what was sent
   * @param organization the only organization there is
   */
  static Answer of(String body, String organization) {
    JsonObject request;
    try (var reader = Json.createReader(new StringReader(body))) {
      request = reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      return Answer.of(400, "Unexpected token in JSON.");
    }
    return new EventCheck().judge(request, organization);
  }

  private Answer judge(JsonObject request, String organization) {
    requireText(request, "organization_id", "");
    var event = requireObject(request, "event", "");
    if (event != null) {
      checkEvent(event);
    }
    if (!malformed.isEmpty()) {
      return Answer.malformed(malformed);
    }
    if (!request.getString("organization_id").equals(organization)) {
      return Answer.of(
          404, "Organization not found: '" + request.getString("organization_id") + "'.");
    }
    return invalid.isEmpty() ? Answer.TAKEN : Answer.invalid(invalid);
  }

  private void checkEvent(JsonObject event) {
    requireText(event, "action", "event.");
    requireText(event, "occurred_at", "event.");
    if (event.get("occurred_at") instanceof JsonString text && !isDateTime(text.getString())) {
      malformed.add(new Problem("isIso8601", "event.occurred_at"));
    }
    if (event.containsKey("version")
        && !(event.get("version") instanceof JsonNumber number && number.isIntegral())) {
      malformed.add(new Problem("isInt", "event.version"));
    }
    var actor = requireObject(event, "actor", "event.");
    if (actor != null) {
      checkParty(actor, "event.actor.", "/actor");
    }
    checkTargets(event);
    var context = requireObject(event, "context", "event.");
    if (context != null) {
      requireText(context, "location", "event.context.");
      allowText(context, "user_agent", "event.context.");
    }
    checkMetadata(event, "event.", "");
  }

  private void checkTargets(JsonObject event) {
    var targets = event.get("targets");
    if (targets == null || targets.getValueType() != ValueType.ARRAY) {
      malformed.add(new Problem(targets == null ? "required" : "isArray", "event.targets"));
      return;
    }
    var index = 0;
    for (var target : targets.asJsonArray()) {
      var path = "event.targets." + index;
      if (target.getValueType() == ValueType.OBJECT) {
        checkParty(target.asJsonObject(), path + ".", "/targets/" + index);
      } else {
        malformed.add(new Problem("isObject", path));
      }
      index++;
    }
  }

  private void checkParty(JsonObject party, String path, String instancePath) {
    requireText(party, "id", path);
    requireText(party, "type", path);
    allowText(party, "name", path);
    checkMetadata(party, path, instancePath);
  }

  private void checkMetadata(JsonObject holder, String path, String instancePath) {
    var metadata = holder.get("metadata");
    if (metadata == null) {
      return;
    }
    if (metadata.getValueType() != ValueType.OBJECT) {
      malformed.add(new Problem("isObject", path + "metadata"));
      return;
    }
    var entries = metadata.asJsonObject();
    if (entries.size() > METADATA_KEYS) {
      invalid.add(new Problem("maxProperties", instancePath + "/metadata"));
    }
    entries.forEach(
        (key, value) -> {
          if (!METADATA_KEY.matcher(key).matches() || !isMetadataValue(value)) {
            invalid.add(new Problem("metadata", instancePath + "/metadata/" + key));
          }
        });
  }

  private static boolean isMetadataValue(JsonValue value) {
    return switch (value.getValueType()) {
      case STRING -> {
        var text = ((JsonString) value).getString();
        yield text.codePointCount(0, text.length()) <= METADATA_TEXT;
      }
      case NUMBER, TRUE, FALSE -> true;
      default -> false;
    };
  }

  private void requireText(JsonObject holder, String field, String path) {
    if (!holder.containsKey(field)) {
      malformed.add(new Problem("required", path + field));
    } else if (allowText(holder, field, path) && holder.getString(field).isEmpty()) {
      malformed.add(new Problem("isNotEmpty", path + field));
    }
  }

  private boolean allowText(JsonObject holder, String field, String path) {
    var right = !holder.containsKey(field) || holder.get(field) instanceof JsonString;
    if (!right) {
      malformed.add(new Problem("isString", path + field));
    }
    return right;
  }

  private JsonObject requireObject(JsonObject holder, String field, String path) {
    var value = holder.get(field);
    if (value instanceof JsonObject object) {
      return object;
    }
    malformed.add(new Problem(value == null ? "required" : "isObject", path + field));
    return null;
  }

  private static boolean isDateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
