// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.auditlogged.workos.AuditLogSchema.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogSchemaTest {
  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'targets':[{'type':'a','metadata':{'type':'object'}},{'type':'b'}],"
            + "'actor':{'metadata':{'x':{}}},'metadata':{'y':[1]}}",
        "{'targets':[{'type':'a'}]}",
        "{'targets':[]}"
      })
  void isWrittenAsItWasRead(String text) {
    assertThat(AuditLogSchema.read(json(text)).json()).isEqualTo(json(text));
  }

  @Test
  void whatIsUnknownOrNullIsLeftOut() {
    var text =
        "{'object':'audit_log_schema','version':3,'targets':[{'type':'a','metadata':null,'z':1}],"
            + "'actor':{'metadata':null},'metadata':null}";
    assertThat(AuditLogSchema.read(json(text)))
        .isEqualTo(new AuditLogSchema(List.of(new Target("a", null)), null, null));
    assertThat(AuditLogSchema.read(json("{'targets':[],'actor':null}")).actorMetadata()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'targets':{}}",
        "{'targets':['a']}",
        "{'targets':[{}]}",
        "{'targets':[{'type':1}]}",
        "{'targets':[],'metadata':'x'}",
        "{'targets':[],'actor':[]}"
      })
  void whatIsNoneIsTold(String text) {
    assertThatThrownBy(() -> AuditLogSchema.read(json(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no schema: targets, each with a type");
  }

  @Test
  void emptyMetadataAreNotNone() {
    var schema =
        new AuditLogSchema(
            List.of(new Target("a", JsonValue.EMPTY_JSON_OBJECT)),
            JsonValue.EMPTY_JSON_OBJECT,
            JsonValue.EMPTY_JSON_OBJECT);
    assertThat(schema.json())
        .isEqualTo(
            json("{'targets':[{'type':'a','metadata':{}}],'actor':{'metadata':{}},'metadata':{}}"));
  }

  @ParameterizedTest
  @CsvSource({"'', PT1H", "' ', PT1H", "org_1, PT0S", "org_1, -PT1H"})
  void exportHasAnOrganizationAndARange(String organization, java.time.Duration length) {
    var from = Instant.parse("2026-01-01T00:00:00Z");
    assertThatThrownBy(() -> AuditLogExportRequest.of(organization, from, from.plus(length)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "organization must not be blank|the range must end after it begins, .*");
  }

  @Test
  void exceptionsTellNothingWhenNothingWasSaid() {
    var thrown = new AuditLogsException.Unavailable("x", AuditLogsException.Said.NOTHING);
    assertThat(thrown.status()).isZero();
    assertThat(thrown.code()).isEmpty();
    assertThat(thrown.requestId()).isEmpty();
    assertThat(thrown.problems()).isEmpty();
  }
}
