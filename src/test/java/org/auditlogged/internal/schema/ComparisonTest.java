// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.auditlogged.internal.schema.JsonType.NUMBER;
import static org.auditlogged.internal.schema.JsonType.STRING;
import static org.auditlogged.internal.schema.Schemas.fields;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
  private final ActionSchema code =
      new ActionSchema(
          "secret.read",
          new TreeMap<>(Map.of("secret", fields(), "vault", fields("size", NUMBER))),
          fields(),
          fields("reason", STRING));

  @Test
  void schemaThatIsNowhereIsMissing() {
    var comparison = Comparison.of(code, List.of());
    assertThat(comparison).isEqualTo(new Comparison.Missing("secret.read"));
    assertThat(comparison.isSame()).isFalse();
    assertThat(comparison.text()).isEqualTo("secret.read: WorkOS has no schema of it");
  }

  @Test
  void itsOwnDocumentIsTheSame() {
    assertThat(Comparison.of(code, List.of(version(1, code.json()))))
        .isEqualTo(new Comparison.Same("secret.read", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // other orders, and what WorkOS adds
        """
        {"object": "audit_log_schema", "version": 4, "created_at": "2026-01-15T12:00:00.000Z",
         "targets": [{"type": "vault", "metadata": {"properties": {"size": {"type": "number"}}, "type": "object"}},
                     {"type": "secret"}],
         "metadata": {"type": "object", "properties": {"reason": {"type": "string"}}}}
        """,
        // empty ones for none
        """
        {"actor": {"metadata": {}}, "metadata": {"properties": {"reason": {"type": "string"}}},
         "targets": [{"type": "secret", "metadata": {"type": "object", "properties": {}}},
                     {"type": "vault", "metadata": {"type": "object", "properties": {"size": {"type": "number"}}}}]}
        """,
        // words for people, and what says nothing of our events
        """
        {"actor": null, "targets": [{"type": "secret", "metadata": null},
          {"type": "vault", "metadata": {"type": "object", "required": [], "additionalProperties": false,
            "properties": {"size": {"type": ["number", "null"], "description": "of it", "nullable": true}}}}],
         "metadata": {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": ["object"],
           "title": "x", "properties": {"reason": {"type": ["string"], "examples": ["a"]}}}}
        """
      })
  void sameInOtherWordsIsTheSame(String document) {
    assertThat(Comparison.of(code, List.of(version(4, document))))
        .isEqualTo(new Comparison.Same("secret.read", 4));
  }

  @Test
  void differencesAreTold() {
    var comparison =
        Comparison.of(
            code,
            List.of(
                version(
                    2,
                    """
                    {"targets": [{"type": "secret", "metadata": {"properties": {"owner": {"type": "string"}}}},
                                 {"type": "team"}],
                     "actor": {"metadata": {"required": ["role"], "properties": {"role": {"type": "string", "enum": ["a"]}}}},
                     "metadata": {"type": "object", "properties": {"reason": {"type": "boolean"}}}}
                    """)));
    assertThat(comparison)
        .isEqualTo(
            new Comparison.Changed(
                "secret.read",
                2,
                List.of(
                    "target team is in WorkOS only",
                    "target vault is in the code only",
                    "actor required is in WorkOS only ([\"role\"])",
                    "actor.role is in WorkOS only ({\"enum\":[\"a\"],\"type\":\"string\"})",
                    "metadata.reason is string in the code and boolean in WorkOS",
                    "target secret.owner is in WorkOS only (string)",
                    "target vault.size is in the code only (number)")));
    assertThat(comparison.text())
        .startsWith("secret.read: differs from version 2: target team is in WorkOS only; target");
  }

  @Test
  void newestVersionThatSaysTheSameCounts() {
    var other = version(3, "{\"targets\": [{\"type\": \"secret\"}]}");
    var versions =
        List.of(version(1, code.json()), other, version(2, code.json()), version(4, "{}"));
    assertThat(Comparison.of(code, versions)).isEqualTo(new Comparison.Same("secret.read", 2));
  }

  @Test
  void differencesAreThoseOfTheNewestVersion() {
    var versions = List.of(version(1, "{}"), version(12, "{}"), version(3, "{}"));
    assertThat(((Comparison.Changed) Comparison.of(code, versions)).newest()).isEqualTo(12);
  }

  @Test
  void integerIsNoNumber() {
    var stricter = code.json().replace("\"number\"", "\"integer\"");
    assertThat(Comparison.of(code, List.of(version(1, stricter))).text())
        .contains("target vault.size is number in the code and integer in WorkOS");
  }

  @Test
  void answerWithoutVersionIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownSchema.of(Map.of("targets", List.of())))
        .withMessage("a schema without version: null");
    assertThat(KnownSchema.of(Json.object("{\"version\": 7}")).version()).isEqualTo(7);
  }

  @Test
  void whatOnlyWorkOsKnowsIsLeftAlone() {
    assertThat(new Comparison.Unknown("old.gone").text()).isEqualTo("old.gone: in WorkOS only");
  }

  private static KnownSchema version(int version, String document) {
    return new KnownSchema(version, Json.object(document));
  }
}
