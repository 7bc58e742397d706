// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.auditlogged.AuditEvent;
import org.junit.jupiter.api.Test;

class ShrinkTest {
  private static final String LONG = "x".repeat(500);

  private final EventWriter writer = EventWriter.create();

  private byte[] body(AuditEvent.Builder event) {
    return writer.write(event.organization("org_1").occurredAt(Samples.TIME).build()).body();
  }

  private static AuditEvent.Builder base() {
    return AuditEvent.action("file.read")
        .actor(new AuditEvent.Actor("user", "u", "Jon", Map.of("note", LONG)))
        .target(new AuditEvent.Target("file", "f", "F", Map.of("note", LONG)))
        .location("1.1.1.1");
  }

  private static JsonObject parse(byte[] body) {
    try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
      return reader.readObject();
    }
  }

  @Test
  void textsInMetadataAreCutAndMarked() {
    var large = body(base().metadata("text", LONG).metadata("pages", 12).metadata("ok", true));
    var small = Shrink.smaller(large).orElseThrow();
    var event = parse(small).getJsonObject("event");
    assertThat(small.length).isLessThanOrEqualTo(large.length / 2);
    assertThat(event.getJsonObject("metadata").getString("text")).isEqualTo("x".repeat(50));
    assertThat(event.getJsonObject("metadata").getInt("pages")).isEqualTo(12);
    assertThat(event.getJsonObject("metadata").getBoolean("truncated")).isTrue();
    assertThat(event.getJsonObject("actor").getJsonObject("metadata").getString("note"))
        .hasSize(50);
    assertThat(event.getJsonArray("targets").getJsonObject(0).getJsonObject("metadata")).hasSize(1);
  }

  @Test
  void metadataGoWhereCuttingIsNotEnough() {
    var event = base();
    for (int i = 0; i < 50; i++) {
      event.metadata("key_" + i, "y".repeat(50));
    }
    var shrunk = parse(Shrink.smaller(body(event)).orElseThrow()).getJsonObject("event");
    assertThat(shrunk.getJsonObject("metadata")).hasToString("{\"truncated\":true}");
    assertThat(shrunk.getJsonObject("actor")).doesNotContainKey("metadata");
    assertThat(shrunk.getJsonArray("targets").getJsonObject(0)).doesNotContainKey("metadata");
  }

  @Test
  void whoWhatWhenAndWhereStay() {
    var large = body(base().version(3).userAgent("Chrome").metadata("text", LONG));
    var before = parse(large);
    var after = parse(Shrink.smaller(large).orElseThrow());
    assertThat(after.getString("organization_id")).isEqualTo("org_1");
    for (var name : new String[] {"action", "occurred_at", "version", "context"}) {
      assertThat(after.getJsonObject("event").get(name))
          .isEqualTo(before.getJsonObject("event").get(name));
    }
    var actor = after.getJsonObject("event").getJsonObject("actor");
    assertThat(actor.getString("id") + actor.getString("type") + actor.getString("name"))
        .isEqualTo("uuserJon");
  }

  @Test
  void fiftyKeysStayFifty() {
    var event = base();
    for (int i = 0; i < 50; i++) {
      event.metadata("key_" + i, LONG);
    }
    var metadata =
        parse(Shrink.smaller(body(event)).orElseThrow())
            .getJsonObject("event")
            .getJsonObject("metadata");
    assertThat(metadata).hasSize(50).containsKey("truncated").doesNotContainKey("key_49");
  }

  @Test
  void sameBodyGivesTheSameResult() {
    var large = body(base().metadata("text", LONG));
    assertThat(Shrink.smaller(large).orElseThrow()).isEqualTo(Shrink.smaller(large).orElseThrow());
  }

  @Test
  void charactersAreNotCutThroughTheMiddle() {
    var large = body(base().metadata("text", "x" + "𝄞".repeat(249)));
    var text = new String(Shrink.smaller(large).orElseThrow(), StandardCharsets.UTF_8);
    assertThat(text).contains("x" + "𝄞".repeat(24) + "\"").doesNotContain("?", "\ufffd");
  }

  @Test
  void nothingIsGainedWhereThereIsNothingToCut() {
    var event = AuditEvent.action("a.b").actor("user", "u").location("internal");
    for (int i = 0; i < 1000; i++) {
      event.target("file", "f-" + i);
    }
    assertThat(Shrink.smaller(body(event))).isEmpty();
  }

  @Test
  void bodyThatIsNoEventIsLeftAlone() {
    assertThat(Shrink.smaller("[]".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Shrink.smaller("{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Shrink.smaller(new byte[0])).isEmpty();
  }
}
