// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.internal.schema.JsonType.BOOLEAN;
import static org.auditlogged.internal.schema.JsonType.NUMBER;
import static org.auditlogged.internal.schema.JsonType.STRING;
import static org.auditlogged.internal.schema.Schemas.fields;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ActionSchemaTest {
  private final ActionSchema whole =
      new ActionSchema(
          "user.signed_in",
          new TreeMap<>(Map.of("user", fields(), "team", fields("owner", STRING))),
          fields("role", STRING),
          fields("extra", STRING, "attempts", NUMBER, "remembered", BOOLEAN));

  @Test
  void documentIsWhatWorkOsTakes() {
    assertThat(whole.json())
        .isEqualTo(
            "{'actor':{'metadata':{'properties':{'role':{'type':'string'}},'type':'object'}},"
                    .replace('\'', '"')
                + ("'metadata':{'properties':{'attempts':{'type':'number'},'extra':{'type':'string'},"
                        + "'remembered':{'type':'boolean'}},'type':'object'},")
                    .replace('\'', '"')
                + ("'targets':[{'metadata':{'properties':{'owner':{'type':'string'}},'type':'object'},"
                        + "'type':'team'},{'type':'user'}]}")
                    .replace('\'', '"'));
  }

  @Test
  void nothingIsSaidOfWhatIsNotThere() {
    assertThat(ActionSchema.of("report.generated").json())
        .doesNotContain("metadata")
        .doesNotContain("actor");
  }

  @Test
  void actionWithoutTargetHasThatOfItsNoun() {
    assertThat(ActionSchema.of("report.generated").json())
        .isEqualTo("{\"targets\":[{\"type\":\"report\"}]}");
    assertThat(ActionSchema.of("cleanup").json())
        .isEqualTo("{\"targets\":[{\"type\":\"cleanup\"}]}");
  }

  @Test
  void fingerprintIsThatOfTheDocument() {
    // printf '%s' '{"targets":[{"type":"report"}]}' | sha256sum
    assertThat(ActionSchema.of("report.generated").fingerprint())
        .isEqualTo("sha256:dffb30e6afae68a70c6dc29a7fe8e4d1b7ab9e546e6da19c274594f7213df3c7")
        .isEqualTo(ActionSchema.of("report.deleted").fingerprint())
        .isNotEqualTo(whole.fingerprint());
  }

  @Test
  void bothTogetherAllowTheEventsOfBoth() {
    var more =
        new ActionSchema(
            "user.signed_in",
            new TreeMap<>(Map.of("device", fields("os", STRING), "team", fields("size", NUMBER))),
            fields(),
            fields("reason", STRING, "attempts", STRING));
    var both = whole.and(more);
    assertThat(both.targets().keySet()).containsExactly("device", "team", "user");
    assertThat(both.targets().get("team")).isEqualTo(fields("owner", STRING, "size", NUMBER));
    assertThat(both.actor()).isEqualTo(fields("role", STRING));
    // a text says numbers as well, and no number says a text
    assertThat(both.metadata())
        .isEqualTo(
            fields("attempts", STRING, "extra", STRING, "reason", STRING, "remembered", BOOLEAN));
    assertThat(both).isEqualTo(more.and(whole));
  }

  @Test
  void isNotChangedByWhatItWasMadeOf() {
    var metadata = fields("a", STRING);
    var schema = Schemas.schema("a.b", "a", metadata);
    metadata.put("b", STRING);
    assertThat(schema.metadata()).containsOnlyKeys("a");
  }
}
