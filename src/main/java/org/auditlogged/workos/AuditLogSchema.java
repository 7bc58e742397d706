// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What WorkOS demands of the events of one action: the types of their targets, and JSON schemas for
 * the metadata. Immutable and safe between threads.
 *
 * @param targets which types of targets there are, in order; unmodifiable
 * @param actorMetadata JSON schema of the actor's metadata, or {@code null}
 * @param metadata JSON schema of the event's metadata, or {@code null}
 */
public record AuditLogSchema(List<Target> targets, JsonObject actorMetadata, JsonObject metadata) {

  /** Copies. */
  public AuditLogSchema {
    targets = List.copyOf(targets);
  }

  /**
   * One type of target.
   *
   * @param type the type, like {@code secret}
   * @param metadata JSON schema of its metadata, or {@code null}
   */
  public record Target(String type, JsonObject metadata) {
    /** Checks. */
    public Target {
      Objects.requireNonNull(type, "type");
    }
  }

  /**
   * Reads a schema as WorkOS writes it; what is unknown in it is left out.
   *
   * @param json {@code targets}, {@code actor}, {@code metadata}
   * @return the schema
   * @throws IllegalArgumentException when it is none
   */
  public static AuditLogSchema read(JsonObject json) {
    try {
      var targets = new ArrayList<Target>();
      for (var target : json.getJsonArray("targets").getValuesAs(JsonObject.class)) {
        targets.add(new Target(target.getString("type"), object(target, "metadata")));
      }
      var actor = object(json, "actor");
      return new AuditLogSchema(
          targets, actor == null ? null : object(actor, "metadata"), object(json, "metadata"));
    } catch (ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException(
          "no schema: targets, each with a type, and metadata that are objects are expected", e);
    }
  }

  private static JsonObject object(JsonObject parent, String name) {
    return !parent.containsKey(name) || parent.isNull(name) ? null : parent.getJsonObject(name);
  }

  /**
   * The schema as WorkOS reads it.
   *
   * @return {@code targets}, {@code actor}, {@code metadata}; what is {@code null} is left out
   */
  public JsonObject json() {
    var all = Json.createArrayBuilder();
    for (var target : targets) {
      var one = Json.createObjectBuilder().add("type", target.type);
      all.add(with(one, "metadata", target.metadata));
    }
    var json = Json.createObjectBuilder().add("targets", all);
    if (actorMetadata != null) {
      json.add("actor", Json.createObjectBuilder().add("metadata", actorMetadata));
    }
    return with(json, "metadata", metadata).build();
  }

  private static JsonObjectBuilder with(JsonObjectBuilder to, String name, JsonObject value) {
    return value == null ? to : to.add(name, value);
  }
}
