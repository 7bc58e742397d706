// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes a body smaller that WorkOS found too large. How large is too large nobody knows, and there
 * is one try: so texts in metadata are cut to a few characters, and where that does not halve the
 * body, metadata go altogether. Invariants: who, what, on what, when and from where stay as they
 * are; {@code "truncated": true} in the event's metadata says that something is missing; the same
 * body always gives the same result. Pure.
 */
final class Shrink {
  private static final String MARK = "truncated";
  private static final int LONGEST_TEXT = 50;
  private static final int MOST_KEYS = 50;

  private Shrink() {}

  /** Empty when nothing can be gained. */
  static Optional<byte[]> smaller(byte[] body) {
    try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
      var document = reader.readObject();
      var cut = bytes(shrunk(document, Shrink::cut));
      if (cut.length > body.length / 2) {
        cut = bytes(shrunk(document, metadata -> JsonValue.EMPTY_JSON_OBJECT));
      }
      return cut.length < body.length ? Optional.of(cut) : Optional.empty();
    } catch (RuntimeException e) {
      // not one of our bodies; parked as it is, it can still be looked at
      return Optional.empty();
    }
  }

  private static JsonObject shrunk(JsonObject document, UnaryOperator<JsonObject> cut) {
    var event = Json.createObjectBuilder();
    document
        .getJsonObject("event")
        .forEach(
            (name, value) -> {
              if (name.equals("targets")) {
                var targets = Json.createArrayBuilder();
                value.asJsonArray().forEach(each -> targets.add(party(each.asJsonObject(), cut)));
                event.add(name, targets);
              } else if (name.equals("actor")) {
                event.add(name, party(value.asJsonObject(), cut));
              } else if (!name.equals("metadata")) {
                event.add(name, value);
              }
            });
    var metadata = document.getJsonObject("event").getJsonObject("metadata");
    event.add(
        "metadata", marked(metadata == null ? JsonValue.EMPTY_JSON_OBJECT : cut.apply(metadata)));
    return Json.createObjectBuilder(document).add("event", event).build();
  }

  private static JsonObject party(JsonObject party, UnaryOperator<JsonObject> cut) {
    var metadata = party.getJsonObject("metadata");
    if (metadata == null) {
      return party;
    }
    var kept = cut.apply(metadata);
    var builder = Json.createObjectBuilder(party).remove("metadata");
    return (kept.isEmpty() ? builder : builder.add("metadata", kept)).build();
  }

  private static JsonObject cut(JsonObject metadata) {
    var builder = Json.createObjectBuilder();
    metadata.forEach((name, value) -> builder.add(name, cut(value)));
    return builder.build();
  }

  private static JsonValue cut(JsonValue value) {
    if (!(value instanceof JsonString text) || text.getString().length() <= LONGEST_TEXT) {
      return value;
    }
    var whole = text.getString();
    // not through the middle of a character outside the basic plane
    int end =
        Character.isHighSurrogate(whole.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    return Json.createValue(whole.substring(0, end));
  }

  /** With the mark, and still no more keys than WorkOS takes. */
  private static JsonObjectBuilder marked(JsonObject metadata) {
    var builder = Json.createObjectBuilder();
    int left = MOST_KEYS - 1;
    for (var each : metadata.entrySet()) {
      if (!each.getKey().equals(MARK) && left-- > 0) {
        builder.add(each.getKey(), each.getValue());
      }
    }
    return builder.add(MARK, true);
  }

  private static byte[] bytes(JsonObject document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }
}
