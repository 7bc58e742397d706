// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.outbox.Entry;
import org.junit.jupiter.api.Test;

class ShrinkTest {
  private static final String LONG = "x".repeat(500);

  private final EventWriter writer = EventWriter.create();

  private Entry entry(AuditEvent.Builder event) {
    return writer.write(event.organization("org_1").occurredAt(Samples.TIME).build());
  }

  private Optional<byte[]> smaller(Entry entry) {
    return Shrink.smaller(entry, writer);
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
  void bodyIsHalvedInTheOrderOfTheBudgetAndMarked() {
    var large = entry(base().metadata("text", LONG).metadata("pages", 12).metadata("ok", true));
    var small = smaller(large).orElseThrow();
    var event = parse(small).getJsonObject("event");
    assertThat(small.length).isLessThanOrEqualTo(large.body().length / 2);
    var metadata = event.getJsonObject("metadata");
    assertThat(metadata.getString("text")).isEqualTo("x".repeat(49) + "…");
    assertThat(metadata.getInt("pages")).isEqualTo(12);
    assertThat(metadata.getBoolean("ok")).isTrue();
    assertThat(metadata.getString("truncated")).isEqualTo("texts 3");
    assertThat(event.getJsonObject("actor").getJsonObject("metadata").getString("note"))
        .hasSize(50);
    assertThat(event.getJsonArray("targets").getJsonObject(0).getJsonObject("metadata")).hasSize(1);
  }

  @Test
  void metadataGoWhereCuttingIsNotEnough() {
    var event = base();
    for (int i = 0; i < 49; i++) {
      event.metadata("key_" + i, i);
    }
    event.metadata("long", "y".repeat(50));
    var shrunk = parse(smaller(entry(event)).orElseThrow()).getJsonObject("event");
    assertThat(shrunk.getJsonObject("metadata"))
        .containsKey("key_0")
        .doesNotContainKeys("key_48", "long")
        .containsKey("truncated");
  }

  @Test
  void whoWhatWhenAndWhereStay() {
    var large = entry(base().version(3).metadata("text", LONG).metadata("ratio", 0.1));
    var before = parse(large.body());
    var after = parse(smaller(large).orElseThrow());
    assertThat(after.getString("organization_id")).isEqualTo("org_1");
    for (var name : new String[] {"action", "occurred_at", "version", "context"}) {
      assertThat(after.getJsonObject("event").get(name))
          .isEqualTo(before.getJsonObject("event").get(name));
    }
    var actor = after.getJsonObject("event").getJsonObject("actor");
    assertThat(actor.getString("id") + actor.getString("type") + actor.getString("name"))
        .isEqualTo("uuserJon");
    assertThat(after.getJsonObject("event").getJsonObject("metadata").get("ratio"))
        .hasToString("0.1");
  }

  @Test
  void whatWasMissingBeforeIsStillCounted() {
    var large = entry(base().metadata("text", LONG).metadata("truncated", "keys 12"));
    var metadata =
        parse(smaller(large).orElseThrow()).getJsonObject("event").getJsonObject("metadata");
    assertThat(metadata.getString("truncated")).isEqualTo("texts 3, keys 12");
  }

  @Test
  void fiftyKeysStayFifty() {
    var event = base();
    for (int i = 0; i < 50; i++) {
      event.metadata("key_" + i, LONG);
    }
    var metadata =
        parse(smaller(entry(event)).orElseThrow()).getJsonObject("event").getJsonObject("metadata");
    assertThat(metadata).hasSize(50).containsKey("key_49");
  }

  @Test
  void sameBodyGivesTheSameResult() {
    var large = entry(base().metadata("text", LONG));
    assertThat(smaller(large).orElseThrow()).isEqualTo(smaller(large).orElseThrow());
  }

  @Test
  void charactersAreNotCutThroughTheMiddle() {
    var large = entry(base().metadata("text", "x" + "𝄞".repeat(249)));
    var text = new String(smaller(large).orElseThrow(), StandardCharsets.UTF_8);
    assertThat(text).contains("x" + "𝄞".repeat(24) + "…\"").doesNotContain("?", "\ufffd");
  }

  @Test
  void theLastTargetsGoWhereThereIsNothingElse() {
    var event = AuditEvent.action("a.b").actor("user", "u").location("internal");
    for (int i = 0; i < 1000; i++) {
      event.target("file", "f-" + i);
    }
    var shrunk = parse(smaller(entry(event)).orElseThrow()).getJsonObject("event");
    int left = shrunk.getJsonArray("targets").size();
    assertThat(left).isBetween(450, 500);
    assertThat(shrunk.getJsonObject("metadata").getString("truncated"))
        .isEqualTo("targets " + (1000 - left));
  }

  @Test
  void nothingIsGainedWhereThereIsNothingToCut() {
    var event = AuditEvent.action("a.b").actor("user", "u").location("internal").target("a", "b");
    assertThat(smaller(entry(event))).isEmpty();
  }

  @Test
  void bodyThatIsNoEventIsLeftAlone() {
    for (var body : new String[] {"[]", "{}", "", "{\"event\":{}}"}) {
      assertThat(smaller(Samples.claimed(body.getBytes(StandardCharsets.UTF_8)).entry())).isEmpty();
    }
  }
}
