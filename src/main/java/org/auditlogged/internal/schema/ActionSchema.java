// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the events of one action may look like. Immutable; the order in which anything was declared
 * leaves no trace, so that equal schemas have equal documents and fingerprints.
 *
 * <p>Nothing is ever required of an event: a value that is absent is left out of it.
 *
 * @param action the action
 * @param targets the metadata of each type of target; types without metadata have empty ones
 * @param actor the actor's metadata
 * @param metadata the event's metadata
 */
public record ActionSchema(
    String action,
    SortedMap<String, SortedMap<String, JsonType>> targets,
    SortedMap<String, JsonType> actor,
    SortedMap<String, JsonType> metadata) {

  /** Copies. */
  public ActionSchema {
    var copies = new TreeMap<String, SortedMap<String, JsonType>>();
    targets.forEach((type, fields) -> copies.put(type, copy(fields)));
    targets = Collections.unmodifiableSortedMap(copies);
    actor = copy(actor);
    metadata = copy(metadata);
  }

  /** Of an action that nothing else is known of. */
  public static ActionSchema of(String action) {
    return new ActionSchema(action, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /**
   * The body of {@code POST /audit_logs/actions/{action}/schemas}. WorkOS demands a target: an
   * action without one has that which its first word names, as {@code report} of {@code
   * report.generated}.
   */
  public Map<String, Object> document() {
    var document = new TreeMap<String, Object>();
    if (!actor.isEmpty()) {
      document.put("actor", Map.of("metadata", fields(actor)));
    }
    if (!metadata.isEmpty()) {
      document.put("metadata", fields(metadata));
    }
    var all = new ArrayList<Map<String, Object>>();
    targets.forEach((type, fields) -> all.add(target(type, fields)));
    document.put("targets", all.isEmpty() ? List.of(Map.of("type", noun())) : all);
    return document;
  }

  /** The document as JSON, without blanks, names in order. */
  public String json() {
    return Json.write(document());
  }

  /** Equal for equal documents, on every machine. */
  public String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(json().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What allows the events of both. */
  public ActionSchema and(ActionSchema other) {
    var all = new TreeMap<String, SortedMap<String, JsonType>>(targets);
    other.targets.forEach((type, fields) -> all.merge(type, fields, ActionSchema::and));
    return new ActionSchema(action, all, and(actor, other.actor), and(metadata, other.metadata));
  }

  /** Whether no name has one type here and another there. */
  boolean agrees(ActionSchema other) {
    return agree(actor, other.actor)
        && agree(metadata, other.metadata)
        && targets.entrySet().stream()
            .allMatch(
                each ->
                    agree(
                        each.getValue(),
                        other.targets.getOrDefault(each.getKey(), Collections.emptySortedMap())));
  }

  /** With further metadata of actor and event; what is declared already stays as it is. */
  ActionSchema with(SortedMap<String, JsonType> moreOfActor, SortedMap<String, JsonType> more) {
    var ofActor = new TreeMap<>(moreOfActor);
    ofActor.putAll(actor);
    var all = new TreeMap<>(more);
    all.putAll(metadata);
    return new ActionSchema(action, targets, ofActor, all);
  }

  private String noun() {
    int dot = action.indexOf('.');
    return dot > 0 ? action.substring(0, dot) : action;
  }

  private static Map<String, Object> target(String type, SortedMap<String, JsonType> fields) {
    var target = new TreeMap<String, Object>(Map.of("type", type));
    if (!fields.isEmpty()) {
      target.put("metadata", fields(fields));
    }
    return target;
  }

  private static Map<String, Object> fields(SortedMap<String, JsonType> fields) {
    var properties = new TreeMap<String, Object>();
    fields.forEach((name, type) -> properties.put(name, Map.of("type", type.word())));
    return new TreeMap<>(Map.<String, Object>of("type", "object", "properties", properties));
  }

  private static SortedMap<String, JsonType> and(
      SortedMap<String, JsonType> one, SortedMap<String, JsonType> other) {
    var both = new TreeMap<>(one);
    other.forEach((name, type) -> both.merge(name, type, JsonType::or));
    return both;
  }

  private static boolean agree(Map<String, JsonType> one, Map<String, JsonType> other) {
    return one.entrySet().stream()
        .allMatch(each -> other.getOrDefault(each.getKey(), each.getValue()) == each.getValue());
  }

  private static SortedMap<String, JsonType> copy(SortedMap<String, JsonType> fields) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }
}
