// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCheckTest {
  private static final JsonObject GOOD =
      object(
          """
          {"organization_id": "org_1",
           "event": {
             "action": "user.signed_in",
             "occurred_at": "2026-02-02T16:35:39.317Z",
             "version": 1,
             "actor": {"id": "user_1", "type": "user", "name": "Jon", "metadata": {"role": "admin"}},
             "targets": [
               {"id": "user_1", "type": "user"},
               {"id": "team_1", "type": "team", "metadata": {"owner": "user_1"}}],
             "context": {"location": "123.123.123.123", "user_agent": "Chrome/104.0.0.0"},
             "metadata": {"text": "a", "number": 1.5, "flag": true}}}
          """);

  @Test
  void goodEventIsTaken() {
    assertThat(check(GOOD)).isEqualTo(new Answer(200, "{\"success\":true}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/event/version",
        "/event/metadata",
        "/event/actor/name",
        "/event/actor/metadata",
        "/event/targets/1/metadata",
        "/event/context/user_agent"
      })
  void optionalFieldMayBeLeftOut(String pointer) {
    assertThat(check(without(pointer)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/organization_id, organization_id",
    "/event, event",
    "/event/action, event.action",
    "/event/occurred_at, event.occurred_at",
    "/event/actor, event.actor",
    "/event/actor/id, event.actor.id",
    "/event/actor/type, event.actor.type",
    "/event/targets, event.targets",
    "/event/targets/1/id, event.targets.1.id",
    "/event/targets/0/type, event.targets.0.type",
    "/event/context, event.context",
    "/event/context/location, event.context.location"
  })
  void missingFieldIsNamed(String pointer, String field) {
    assertThat(check(without(pointer)))
        .isEqualTo(
            new Answer(
                422,
                "{\"message\":\"Validation failed.\",\"errors\":"
                    + "[{\"code\":\"required\",\"field\":\""
                    + field
                    + "\"}]}"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/organization_id | null | isString",
        "/event | [] | isObject",
        "/event/action | 7 | isString",
        "/event/action | \"\" | isNotEmpty",
        "/event/occurred_at | \"yesterday\" | isIso8601",
        "/event/occurred_at | \"2026-02-02\" | isIso8601",
        "/event/version | \"1\" | isInt",
        "/event/version | 1.5 | isInt",
        "/event/version | null | isInt",
        "/event/actor/id | null | isString",
        "/event/actor/name | null | isString",
        "/event/targets | {} | isArray",
        "/event/targets/0 | \"user_1\" | isObject",
        "/event/targets/1/metadata | null | isObject",
        "/event/context/location | \"\" | isNotEmpty",
        "/event/context/user_agent | null | isString",
        "/event/metadata | [] | isObject"
      },
      delimiter = '|')
  void wrongTypeIsRefused(String pointer, String value, String code) {
    var answer = check(with(pointer, value));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/event/metadata/a.b | 1 | /metadata/a.b",
        "/event/metadata/a b | 1 | /metadata/a b",
        "/event/metadata/grüße | 1 | /metadata/grüße",
        "/event/metadata/nested | {} | /metadata/nested",
        "/event/metadata/list | [] | /metadata/list",
        "/event/metadata/none | null | /metadata/none",
        "/event/actor/metadata/none | null | /actor/metadata/none",
        "/event/targets/1/metadata/none | null | /targets/1/metadata/none"
      },
      delimiter = '|')
  void wrongMetadatumIsNamed(String pointer, String value, String path) {
    assertInvalid(check(with(pointer, value)), path);
  }

  @Test
  void metadataKeyMayHave40Characters() {
    assertThat(check(with("/event/metadata/" + "k".repeat(40), "1")).status()).isEqualTo(200);
    assertInvalid(
        check(with("/event/metadata/" + "k".repeat(41), "1")), "/metadata/" + "k".repeat(41));
  }

  @Test
  void metadataTextMayHave500Characters() {
    assertThat(check(with("/event/metadata/text", text(500))).status()).isEqualTo(200);
    assertInvalid(check(with("/event/metadata/text", text(501))), "/metadata/text");
  }

  @Test
  void metadataMayHave50Keys() {
    var metadata = Json.createObjectBuilder();
    for (int i = 0; i < 50; i++) {
      metadata.add("k" + i, i);
    }
    var fifty = metadata.build();
    assertThat(check(with("/event/metadata", fifty.toString())).status()).isEqualTo(200);

    var more = Json.createObjectBuilder(fifty).add("k50", 50).build();
    assertInvalid(check(with("/event/metadata", more.toString())), "/metadata");
  }

  @Test
  void otherOrganizationIsNotFound() {
    assertThat(check(with("/organization_id", "\"org_2\"")))
        .isEqualTo(new Answer(404, "{\"message\":\"Organization not found: 'org_2'.\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "secret"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertThat(EventCheck.of(body, "org_1").status()).isEqualTo(400);
  }

  private static void assertInvalid(Answer answer, String path) {
    assertThat(answer.status()).isEqualTo(400);
    var body = object(answer.body());
    assertThat(body.getString("code")).isEqualTo("invalid_audit_log_event");
    assertThat(body.getJsonArray("errors").getValuesAs(JsonObject.class))
        .extracting(error -> error.getString("instancePath"))
        .containsExactly(path);
  }

  private static Answer check(JsonObject body) {
    return EventCheck.of(body.toString(), "org_1");
  }

  private static JsonObject without(String pointer) {
    return Json.createPatchBuilder().remove(pointer).build().apply(GOOD);
  }

  private static JsonObject with(String pointer, String value) {
    return Json.createPointer(pointer).containsValue(GOOD)
        ? Json.createPointer(pointer).replace(GOOD, value(value))
        : Json.createPointer(pointer).add(GOOD, value(value));
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  private static JsonValue value(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }

  private static JsonObject object(String json) {
    return value(json).asJsonObject();
  }
}
