// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The file {@code META-INF/auditlogged/schemas.json}:
 *
 * <pre>
 * {"auditlogged": 1,                       the format
 *  "automatic": ["event_id", …],           what captured events get by themselves
 *  "actions": [
 *   {"action": "secret.read",
 *    "fingerprint": "sha256:…",            of the schema
 *    "schema": {…},                        for WorkOS, complete
 *    "declared": [{"by": "call", "type": "com.acme.Secrets", "place": "…", "schema": {…}}]}]}
 * </pre>
 *
 * Only what is declared is read again; the rest follows from it, and is there for other tools.
 */
final class CatalogueJson {
  private static final int FORMAT = 1;

  private CatalogueJson() {}

  static String write(Catalogue catalogue) {
    var declared = new TreeMap<String, List<Object>>();
    for (var each : catalogue.declarations()) {
      declared.computeIfAbsent(each.action(), action -> new ArrayList<>()).add(declared(each));
    }
    var lines = new ArrayList<String>();
    for (var schema : catalogue.schemas().values()) {
      var action = new LinkedHashMap<String, Object>();
      action.put("action", schema.action());
      action.put("fingerprint", schema.fingerprint());
      action.put("schema", schema.document());
      action.put("declared", declared.get(schema.action()));
      lines.add(Json.write(action));
    }
    return "{\"auditlogged\":"
        + FORMAT
        + ",\n\"automatic\":"
        + Json.write(List.copyOf(new TreeSet<>(catalogue.automatic())))
        + ",\n\"actions\":[\n"
        + String.join(",\n", lines)
        + "\n]}\n";
  }

  private static Map<String, Object> declared(Declaration declaration) {
    var declared = new LinkedHashMap<String, Object>();
    declared.put("by", declaration.by().name().toLowerCase(Locale.ROOT));
    declared.put("type", declaration.type());
    declared.put("place", declaration.place());
    declared.put("schema", own(declaration.schema()));
    return declared;
  }

  /** As the document, but what has no target has none here. */
  private static Map<String, Object> own(ActionSchema schema) {
    var own = schema.document();
    if (schema.targets().isEmpty()) {
      own.put("targets", List.of());
    }
    return own;
  }

  static Catalogue read(String json) {
    var file = Json.object(json);
    if (!(file.get("auditlogged") instanceof Number format) || format.intValue() != FORMAT) {
      throw new IllegalArgumentException(
          "its format is " + file.get("auditlogged") + "; this version knows " + FORMAT);
    }
    var declarations = new ArrayList<Declaration>();
    for (var each : Json.list(file.get("actions"))) {
      var action = Json.map(each);
      for (var declared : Json.list(action.get("declared"))) {
        declarations.add(declaration(text(action, "action"), Json.map(declared)));
      }
    }
    var automatic = new TreeSet<String>();
    Json.list(file.get("automatic")).forEach(name -> automatic.add(String.valueOf(name)));
    return Catalogue.of(declarations, automatic);
  }

  private static Declaration declaration(String action, Map<String, Object> declared) {
    var word = text(declared, "by");
    var by =
        Stream.of(Declaration.By.values())
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("nothing declares by \"" + word + "\""));
    var schema = Json.map(declared.get("schema"));
    var targets = new TreeMap<String, SortedMap<String, JsonType>>();
    for (var each : Json.list(schema.get("targets"))) {
      var target = Json.map(each);
      targets.put(text(target, "type"), fields(target.get("metadata")));
    }
    var actor = Json.map(schema.get("actor")).get("metadata");
    return new Declaration(
        by,
        text(declared, "type"),
        text(declared, "place"),
        new ActionSchema(action, targets, fields(actor), fields(schema.get("metadata"))));
  }

  private static SortedMap<String, JsonType> fields(Object schema) {
    var fields = new TreeMap<String, JsonType>();
    Json.map(Json.map(schema).get("properties"))
        .forEach(
            (name, property) -> {
              var type = Json.map(property).get("type");
              fields.put(
                  name,
                  JsonType.called(type)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException("the type of " + name + " is " + type)));
            });
    return fields;
  }

  private static String text(Map<String, Object> object, String name) {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " is " + object.get(name) + "; expected a text");
  }
}
