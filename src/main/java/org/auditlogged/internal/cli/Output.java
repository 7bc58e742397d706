// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Prints rows, as text or as JSON. What comes from events cannot forge a line or a colour. */
final class Output {
  private final PrintWriter out;
  private final boolean json;

  Output(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** One thing: a line for each of its names, or an object. */
  void one(Map<String, ?> values) {
    if (json) {
      out.println(object(values));
    } else {
      int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
      values.forEach((name, value) -> out.println(pad(words(name), width) + "  " + text(value)));
    }
    out.flush();
  }

  /**
   * Many things: a line for each, or an object on a line for each, so that nobody has to hold them
   * all.
   */
  <T> void many(Consumer<Consumer<T>> things, Function<T, Map<String, ?>> values) {
    things.accept(
        thing -> {
          var shown = values.apply(thing);
          out.println(
              json
                  ? object(shown).toString()
                  : String.join("  ", shown.values().stream().map(Output::text).toList()));
        });
    out.flush();
  }

  /** Names and values in turn. */
  static Map<String, Object> row(Object... namesAndValues) {
    var row = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  static JsonObject object(Map<String, ?> values) {
    var object = Json.createObjectBuilder();
    values.forEach(
        (name, value) -> {
          if (value == null) {
            object.add(name, JsonValue.NULL);
          } else if (value instanceof Number number) {
            object.add(name, number.longValue());
          } else if (value instanceof JsonValue nested) {
            object.add(name, nested);
          } else {
            object.add(name, value.toString());
          }
        });
    return object.build();
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String text(Object value) {
    return value == null ? "-" : value.toString().replaceAll("\\p{Cntrl}", " ");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
