// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Collects what one place says of an action's events. Invariant: what WorkOS would refuse, a target
 * without a type or a name it does not take, is not in it. For one thread.
 */
public final class Shape {
  private final String action;
  private final SortedMap<String, SortedMap<String, JsonType>> targets = new TreeMap<>();
  private final SortedMap<String, JsonType> actor = new TreeMap<>();
  private final SortedMap<String, JsonType> metadata = new TreeMap<>();

  public Shape(String action) {
    this.action = action;
  }

  /** A target; of two of one type what either has. */
  public void target(String type, Map<String, JsonType> fields) {
    if (!type.isBlank()) {
      fields.forEach(add(targets.computeIfAbsent(type, t -> new TreeMap<>())));
    }
  }

  public void metadata(Map<String, JsonType> fields) {
    fields.forEach(add(metadata));
  }

  public void actor(Map<String, JsonType> fields) {
    fields.forEach(add(actor));
  }

  public ActionSchema schema() {
    return new ActionSchema(action, targets, actor, metadata);
  }

  private static BiConsumer<String, JsonType> add(SortedMap<String, JsonType> fields) {
    return (name, type) -> {
      if (Names.isKey(name)) {
        fields.merge(name, type, JsonType::or);
      }
    };
  }
}
