// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.auditlogged.support.FakeWorkOs;

/**
 * An event as WorkOS got it, the whole document. What is another for each call is checked by its
 * form and left out: the time, the id, which is the idempotency key. So is what is the same for all
 * calls of {@link Client}: the organization, its address and user agent; of others on this machine
 * the address is {@code here}.
 */
final class WholeEvent {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private WholeEvent() {}

  /** What is left of a document. */
  static JsonObject of(JsonObject document, FakeWorkOs workos) {
    var rest = Json.createObjectBuilder();
    document.forEach(
        (name, value) -> {
          if (name.equals("organization_id")) {
            assertThat(document.getString(name)).isEqualTo(Deployments.ORGANIZATION);
          } else if (!name.equals("event")) {
            rest.add(name, value);
          }
        });
    var event = document.getJsonObject("event");
    var time = event.getString("occurred_at");
    assertThat(time).matches(TIME);
    assertThat(Instant.parse(time))
        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
    event.forEach(
        (name, value) -> {
          if (name.equals("metadata")) {
            rest.add(name, metadata(value.asJsonObject(), workos));
          } else if (name.equals("context") && isOfThisMachine(value.asJsonObject())) {
            var agent = value.asJsonObject().getString("user_agent", null);
            if (!"it/1.0".equals(agent)) {
              rest.add(
                  name, Json.createObjectBuilder(value.asJsonObject()).add("location", "here"));
            }
          } else if (!name.equals("occurred_at")) {
            rest.add(name, value);
          }
        });
    return rest.build();
  }

  /** On some servers the tests call it by its own address, not by that of the loopback. */
  private static boolean isOfThisMachine(JsonObject context) {
    var location = context.getString("location");
    try {
      // digits, so that nothing is looked up
      return location.matches("[0-9a-f]*[.:][0-9a-f.:]+")
          && NetworkInterface.getByInetAddress(InetAddress.getByName(location)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonObjectBuilder metadata(JsonObject metadata, FakeWorkOs workos) {
    var id = metadata.getString("event_id", null);
    if (id != null) {
      assertThat(UUID.fromString(id).version()).isEqualTo(4);
      assertThat(workos.sendings()).containsKey(id);
    }
    return Json.createObjectBuilder(metadata).remove("event_id");
  }

  /**
   * What is expected to be left.
   *
   * @param json with ' in place of "; a {@code null} is as good as nothing
   */
  static JsonObject expected(String json) {
    try (var reader = Json.createReader(new StringReader(json.replace('\'', '"')))) {
      return withoutNulls(reader.readObject());
    }
  }

  private static JsonObject withoutNulls(JsonObject json) {
    var rest = Json.createObjectBuilder();
    json.forEach(
        (name, value) -> {
          if (value instanceof JsonObject object) {
            rest.add(name, withoutNulls(object));
          } else if (value != JsonValue.NULL) {
            rest.add(name, value);
          }
        });
    return rest.build();
  }

  /** A text to be expected, or none. */
  static String text(String text) {
    return text == null ? "null" : "'" + text + "'";
  }
}
