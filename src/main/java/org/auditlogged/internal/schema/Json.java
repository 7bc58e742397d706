// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.List;
import java.util.Map;

/**
 * JSON as maps, lists, texts, {@code BigDecimal}s, booleans and {@code null}. Ours, because neither
 * a compiler nor every server has another. Pure; for any thread.
 */
public final class Json {
  private Json() {}

  /**
   * Reads.
   *
   * @throws IllegalArgumentException when it is none, with the line where it ends to be one; also
   *     when a name stands twice in one object
   */
  public static Object read(String text) {
    return new JsonReader(text).read();
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException as {@link #read}, and when it is something else
   */
  public static Map<String, Object> object(String text) {
    var value = read(text);
    if (value instanceof Map<?, ?>) {
      return map(value);
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  /** The value when it is an object, else an empty one. */
  public static Map<String, Object> map(Object value) {
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // the reader knows no other names
      var object = (Map<String, Object>) map;
      return object;
    }
    return Map.of();
  }

  /** The value when it is an array, else an empty one. */
  public static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** Without blanks. */
  public static String write(Object value) {
    var text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder text) {
    if (value instanceof Map<?, ?> map) {
      var separator = "{";
      for (var each : map.entrySet()) {
        text.append(separator);
        quote(String.valueOf(each.getKey()), text);
        text.append(':');
        write(each.getValue(), text);
        separator = ",";
      }
      text.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      var separator = "[";
      for (var each : list) {
        text.append(separator);
        write(each, text);
        separator = ",";
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof String string) {
      quote(string, text);
    } else {
      text.append(value);
    }
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
