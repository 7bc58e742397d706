// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a schema's document says, whatever words, order or company it says it in: which of our
 * events it lets through.
 *
 * <ol>
 *   <li>Orders of targets, properties and types mean nothing, nor does a type alone in a list.
 *   <li>No schema of metadata, an empty one and one without properties are the same.
 *   <li>Texts for people mean nothing. Nor does {@code nullable}, because an event never holds a
 *       null, nor {@code additionalProperties}, because an event holds what is declared.
 *   <li>Everything else does: {@code required}, {@code enum}, {@code pattern} …
 * </ol>
 *
 * Immutable.
 */
final class Meaning {
  private static final Set<String> MEANINGLESS =
      Set.of(
          ("$schema $id $comment title description default example examples nullable"
                  + " additionalProperties deprecated readOnly writeOnly")
              .split(" "));

  // "metadata.reason" → "string"
  private final SortedMap<String, String> facts = new TreeMap<>();
  private final Set<String> targets = new TreeSet<>();

  private Meaning() {}

  static Meaning of(Map<String, Object> document) {
    var meaning = new Meaning();
    meaning.add("actor", Json.map(document.get("actor")).get("metadata"));
    meaning.add("metadata", document.get("metadata"));
    for (var each : Json.list(document.get("targets"))) {
      var target = Json.map(each);
      var type = String.valueOf(target.get("type"));
      meaning.targets.add(type);
      meaning.add("target " + type, target.get("metadata"));
    }
    return meaning;
  }

  boolean isSame(Meaning other) {
    return facts.equals(other.facts) && targets.equals(other.targets);
  }

  /** What the code says and WorkOS does not, or otherwise. One line each, in order. */
  List<String> differences(Meaning workOs) {
    var differences = new ArrayList<String>();
    var allTargets = new TreeSet<>(targets);
    allTargets.addAll(workOs.targets);
    for (var type : allTargets) {
      if (!targets.contains(type)) {
        differences.add("target " + type + " is in WorkOS only");
      } else if (!workOs.targets.contains(type)) {
        differences.add("target " + type + " is in the code only");
      }
    }
    var all = new TreeSet<>(facts.keySet());
    all.addAll(workOs.facts.keySet());
    for (var place : all) {
      var ours = facts.get(place);
      var theirs = workOs.facts.get(place);
      if (theirs == null) {
        differences.add(place + " is in the code only (" + ours + ")");
      } else if (ours == null) {
        differences.add(place + " is in WorkOS only (" + theirs + ")");
      } else if (!ours.equals(theirs)) {
        differences.add(place + " is " + ours + " in the code and " + theirs + " in WorkOS");
      }
    }
    return differences;
  }

  private void add(String place, Object schema) {
    var plain = Json.map(plain(schema));
    for (var each : plain.entrySet()) {
      if (each.getKey().equals("properties")) {
        Json.map(each.getValue()).forEach((name, of) -> facts.put(place + "." + name, said(of)));
      } else if (!each.getKey().equals("type") || !"object".equals(each.getValue())) {
        facts.put(place + " " + each.getKey(), Json.write(each.getValue()));
      }
    }
  }

  /** A property that has a type and nothing else is its type. */
  private static String said(Object property) {
    var schema = Json.map(property);
    return schema.size() == 1 && schema.get("type") instanceof String type
        ? type
        : Json.write(property);
  }

  /** Names in order, without what means nothing. */
  private static Object plain(Object schema) {
    var plain = new TreeMap<String, Object>();
    for (var each : Json.map(schema).entrySet()) {
      var value = each.getValue();
      if (each.getKey().equals("properties")) {
        var properties = new TreeMap<String, Object>();
        Json.map(value).forEach((name, of) -> properties.put(name, plain(of)));
        value = properties;
      } else if (each.getKey().equals("type")) {
        var types = inOrder(value);
        value = types.size() == 1 ? types.get(0) : types;
      } else if (each.getKey().equals("required")) {
        value = inOrder(value);
      }
      if (value != null && !MEANINGLESS.contains(each.getKey()) && !value.equals(List.of())) {
        plain.put(each.getKey(), value);
      }
    }
    return plain;
  }

  private static List<String> inOrder(Object value) {
    var words = new TreeSet<String>();
    var list = value instanceof List<?> several ? several : List.of(value);
    list.forEach(word -> words.add(String.valueOf(word)));
    // as nullable
    words.remove("null");
    return List.copyOf(words);
  }
}
