// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.outbox.Entry;

/**
 * Makes a body smaller that WorkOS found too large. How large is too large nobody knows, and there
 * is one try: so it is halved, in {@link Budget}'s order. Invariants: what {@link Budget} keeps
 * stays as it is; {@code truncated} in the event's metadata says what is missing; the same body
 * always gives the same result. Pure.
 */
final class Shrink {
  private Shrink() {}

  /** Empty when nothing can be gained. */
  static Optional<byte[]> smaller(Entry entry, EventWriter writer) {
    var body = entry.body();
    try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
      var cut = new Cut();
      var event = Budget.within(event(entry, reader.readObject()), body.length / 2, cut);
      var smaller = writer.write(cut.mark(event)).body();
      return smaller.length < body.length ? Optional.of(smaller) : Optional.empty();
    } catch (RuntimeException e) {
      // not one of our bodies; parked as it is, it can still be looked at
      return Optional.empty();
    }
  }

  private static AuditEvent event(Entry entry, JsonObject document) {
    var event = document.getJsonObject("event");
    var context = event.getJsonObject("context");
    return new AuditEvent(
        entry.id(),
        document.getString("organization_id", null),
        event.getString("action"),
        event.getInt("version", 0),
        Instant.parse(event.getString("occurred_at")),
        actor(event.getJsonObject("actor")),
        targets(event.getJsonArray("targets")),
        new AuditEvent.Context(
            context.getString("location"), context.getString("user_agent", null)),
        metadata(event));
  }

  private static AuditEvent.Actor actor(JsonObject actor) {
    return new AuditEvent.Actor(
        actor.getString("type"),
        actor.getString("id"),
        actor.getString("name", null),
        metadata(actor));
  }

  private static List<AuditEvent.Target> targets(JsonArray targets) {
    var all = new ArrayList<AuditEvent.Target>(targets.size());
    for (var target : targets.getValuesAs(JsonObject.class)) {
      all.add(
          new AuditEvent.Target(
              target.getString("type"),
              target.getString("id"),
              target.getString("name", null),
              metadata(target)));
    }
    return all;
  }

  private static Map<String, Object> metadata(JsonObject owner) {
    var metadata = owner.getJsonObject("metadata");
    return metadata == null ? Map.of() : MetadataLimits.fit(metadata, new Cut());
  }
}
