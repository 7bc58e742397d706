// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What WorkOS demands of the body of an event, read as strictly as its documentation allows. */
final class WorkOsRules {
  private static final Pattern METADATA_KEY = Pattern.compile("[a-zA-Z0-9_-]{0,40}");
  private static final Pattern UTC_MILLISECONDS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  private final List<String> problems = new ArrayList<>();

  private WorkOsRules() {}

  /** What is wrong, as {@code "field code"}; empty when nothing is. */
  static List<String> problems(JsonObject body) {
    var rules = new WorkOsRules();
    rules.only(body, "", Set.of("organization_id", "event"));
    rules.text(body, "organization_id", "", true);
    var event = rules.object(body, "event", "", true);
    if (event != null) {
      rules.event(event);
    }
    return rules.problems;
  }

  private void event(JsonObject event) {
    only(
        event,
        "event.",
        Set.of("action", "occurred_at", "version", "actor", "targets", "context", "metadata"));
    text(event, "action", "event.", true);
    time(event);
    if (event.containsKey("version")
        && !(event.get("version") instanceof JsonNumber version
            && version.isIntegral()
            && version.longValue() > 0)) {
      problems.add("event.version invalid");
    }
    party(object(event, "actor", "event.", true), "event.actor.");
    targets(event);
    var context = object(event, "context", "event.", true);
    if (context != null) {
      only(context, "event.context.", Set.of("location", "user_agent"));
      text(context, "location", "event.context.", true);
      text(context, "user_agent", "event.context.", false);
    }
    metadata(event, "event.");
  }

  private void time(JsonObject event) {
    text(event, "occurred_at", "event.", true);
    var text = event.getString("occurred_at", "");
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      problems.add("event.occurred_at invalid");
    }
    if (!UTC_MILLISECONDS.matcher(text).matches()) {
      problems.add("event.occurred_at not_utc_milliseconds");
    }
  }

  private void targets(JsonObject event) {
    if (!(event.get("targets") instanceof JsonArray targets)) {
      problems.add("event.targets required");
      return;
    }
    for (int i = 0; i < targets.size(); i++) {
      var at = "event.targets." + i + ".";
      party(targets.get(i) instanceof JsonObject target ? target : null, at);
    }
  }

  private void party(JsonObject party, String at) {
    if (party == null) {
      problems.add(at + " invalid");
      return;
    }
    only(party, at, Set.of("id", "type", "name", "metadata"));
    text(party, "id", at, true);
    text(party, "type", at, true);
    text(party, "name", at, false);
    metadata(party, at);
  }

  private void metadata(JsonObject owner, String at) {
    var metadata = object(owner, "metadata", at, false);
    if (metadata == null) {
      return;
    }
    if (metadata.isEmpty() || metadata.size() > 50) {
      problems.add(at + "metadata size " + metadata.size());
    }
    metadata.forEach(
        (key, value) -> {
          if (!METADATA_KEY.matcher(key).matches()) {
            problems.add(at + "metadata." + key + " key");
          }
          if (!isAllowed(value)) {
            problems.add(at + "metadata." + key + " value");
          }
        });
  }

  private static boolean isAllowed(JsonValue value) {
    return value instanceof JsonNumber
        || JsonValue.TRUE.equals(value)
        || JsonValue.FALSE.equals(value)
        || (value instanceof JsonString text && text.getString().length() <= 500);
  }

  private void only(JsonObject object, String at, Set<String> known) {
    object.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            problems.add(at + name + " unknown");
          }
          if (JsonValue.NULL.equals(value)) {
            problems.add(at + name + " null");
          }
        });
  }

  private void text(JsonObject owner, String name, String at, boolean required) {
    var value = owner.get(name);
    if (value == null
        ? required
        : !(value instanceof JsonString text) || text.getString().isEmpty()) {
      problems.add(at + name + " required");
    }
  }

  private JsonObject object(JsonObject owner, String name, String at, boolean required) {
    var value = owner.get(name);
    if (value instanceof JsonObject object) {
      return object;
    }
    if (required || value != null) {
      problems.add(at + name + " required");
    }
    return null;
  }
}
