// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaBookTest {
  private static final String ACTIONS = "/audit_logs/actions";
  private static final String SCHEMAS = "/audit_logs/actions/a.b/schemas";
  private static final String GOOD = "{\"targets\":[{\"type\":\"secret\"}]}";

  private final SchemaBook unit = new SchemaBook();

  private static JsonObject json(Answer answer) {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  @Test
  void eachSchemaIsAFurtherVersion() {
    assertThat(json(unit.answer("POST", SCHEMAS, null, GOOD)).getInt("version")).isEqualTo(1);
    var second = unit.answer("POST", SCHEMAS, null, GOOD);
    assertThat(second.status()).isEqualTo(201);
    assertThat(json(second).getInt("version")).isEqualTo(2);
    assertThat(json(second).getJsonArray("targets")).hasToString("[{\"type\":\"secret\"}]");
  }

  @Test
  void newestComeFirstPageByPage() {
    for (int i = 0; i < 3; i++) {
      unit.answer("POST", SCHEMAS, null, GOOD);
    }
    var first = json(unit.answer("GET", SCHEMAS, "limit=2&order=desc", ""));
    assertThat(first.getJsonArray("data").getJsonObject(0).getInt("version")).isEqualTo(3);
    var after = first.getJsonObject("list_metadata").getString("after");
    var last = json(unit.answer("GET", SCHEMAS, "limit=2&order=desc&after=" + after, ""));
    assertThat(last.getJsonArray("data")).hasSize(1);
    assertThat(last.getJsonObject("list_metadata").isNull("after")).isTrue();
  }

  @Test
  void actionsHaveTheirNewestSchema() {
    unit.answer("POST", SCHEMAS, null, GOOD);
    unit.answer("POST", SCHEMAS, null, GOOD);
    unit.answer("POST", SCHEMAS.replace("a.b", "c.d"), null, GOOD);
    var all = json(unit.answer("GET", ACTIONS, null, "")).getJsonArray("data");
    assertThat(all).hasSize(2);
    assertThat(all.getJsonObject(1).getString("name")).isEqualTo("a.b");
    assertThat(all.getJsonObject(1).getJsonObject("schema").getInt("version")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"targets\":[]}", "{\"targets\":[{}]}", "{\"targets\":[7]}", "no json"})
  void whatIsNoSchemaIsRefused(String body) {
    assertThat(unit.answer("POST", SCHEMAS, null, body).status()).isBetween(400, 422);
    assertThat(unit.answer("GET", SCHEMAS, null, "").status()).isEqualTo(404);
  }

  @Test
  void wrongPagesAreRefusedAndOtherPathsAreNone() {
    assertThat(unit.answer("GET", ACTIONS, "limit=x", "").status()).isEqualTo(422);
    assertThat(unit.answer("GET", "/audit_logs/exports", null, "")).isNull();
    assertThat(unit.answer("DELETE", ACTIONS, null, "")).isNull();
  }
}
