// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Any value as one that WorkOS takes: text, number or boolean.
 *
 * <table>
 * <caption>What becomes of a value</caption>
 * <tr><th>value<th>becomes
 * <tr><td>{@code null}, empty {@code Optional}<td>nothing; {@code null} within a collection
 * <tr><td>{@code Boolean}, {@code AtomicBoolean}<td>a boolean
 * <tr><td>{@code Byte} … {@code Long}, {@code BigInteger}, {@code AtomicLong} …, up to 2^53 - 1
 *     <td>an {@code Integer} or {@code Long}
 * <tr><td>{@code Float}, {@code Double}, whole, up to 2^53 - 1<td>a {@code Long}
 * <tr><td>{@code Float}, {@code Double}, else finite<td>a {@code Double}
 * <tr><td>{@code BigDecimal} of at most 15 digits, 1E-300 to 1E300<td>itself: a double holds it
 * <tr><td>other numbers, NaN, infinity<td>their digits as text, which no reader can round
 * <tr><td>{@code CharSequence}, {@code Character}<td>text, and of any text:
 * <tr><td>a half of a surrogate pair<td>{@code U+FFFD}
 * <tr><td>a control character, a separator of lines, what turns a line<td>a blank
 * <tr><td>a mark of direction<td>nothing
 * <tr><td>more than the limit<td>as many whole characters as fit before {@code …}
 * <tr><td>enum<td>its name
 * <tr><td>{@code Date}, {@code Calendar}<td>text, ISO-8601 in UTC
 * <tr><td>{@code Class}<td>its name
 * <tr><td>{@code Optional}<td>what its value becomes
 * <tr><td>{@code JsonString}, {@code JsonNumber}, {@code TRUE}, {@code FALSE}<td>what their value
 *     becomes; {@code NULL} as {@code null}, objects as maps, arrays as collections
 * <tr><td>collection, array of objects or numbers<td>{@code [a, b]}
 * <tr><td>map, map entry<td>{@code {a=1, b=2}}, {@code a=1}
 * <tr><td>{@code byte[]}, {@code char[]}<td>{@code [12 bytes]}, {@code [12 chars]}
 * <tr><td>an object without a {@code toString} of its own<td>{@code [Name]}, the same on each run
 * <tr><td>everything else: records, dates and times, UUID, URI …<td>its {@code toString}
 * <tr><td>what throws while it is read, a number of more than 500 digits<td>{@code [unprintable]}
 * </table>
 *
 * <p>Invariants: nothing is thrown, whatever foreign code does, but what the whole process is dying
 * of; the work is bounded by what is kept, because walking stops when the text is full or eight
 * levels down, so that a cycle ends there as {@code …}. Only inside a foreign {@code toString} it
 * cannot be. For any thread.
 */
public final class Rendering {
  static final String UNPRINTABLE = "[unprintable]";
  private static final int DEPTH = 8;

  private final BoundedText text;

  private Rendering(int limit) {
    text = new BoundedText(limit);
  }

  /**
   * The value, its text being cut at the limit, or {@code null} when there is none.
   *
   * @param cut told when its text was cut
   */
  static Object of(Object value, int limit, Cut cut) {
    try {
      var plain = unwrap(value);
      if (plain == null || plain instanceof Boolean) {
        return plain;
      }
      var number = plain instanceof Number given ? SafeNumber.of(given) : null;
      if (number != null) {
        return number;
      }
    } catch (OutOfMemoryError | ThreadDeath e) {
      throw e;
    } catch (Throwable e) {
      // foreign code ran: a subclass of AtomicLong; its text is tried below
    }
    return text(value, limit, cut);
  }

  /** The value as text, cut at the limit. */
  public static String text(Object value, int limit) {
    return text(value, limit, new Cut());
  }

  private static String text(Object value, int limit, Cut cut) {
    if (value instanceof String text) {
      return BoundedText.of(text, limit, cut);
    }
    var rendering = new Rendering(limit);
    rendering.append(value, 0);
    cut.lose(Cut.Part.TEXTS, rendering.text.isFull() ? 1 : 0);
    return rendering.text.toString();
  }

  private static Object unwrap(Object value) {
    var plain = value;
    for (int i = 0; i < DEPTH && plain instanceof Optional<?> optional; i++) {
      plain = optional.orElse(null);
    }
    if (plain instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (plain instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    if (plain instanceof OptionalDouble optional) {
      return optional.isPresent() ? optional.getAsDouble() : null;
    }
    if (plain instanceof JsonValue json) {
      return unwrap(json);
    }
    return plain instanceof AtomicBoolean bool ? (Object) bool.get() : plain;
  }

  private static Object unwrap(JsonValue json) {
    return switch (json.getValueType()) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case STRING -> ((JsonString) json).getString();
      case NUMBER -> unwrap((JsonNumber) json);
      case ARRAY, OBJECT -> json;
    };
  }

  private static Number unwrap(JsonNumber json) {
    var number = json.bigDecimalValue();
    // not its exact integer, which for 1E+1000000000 would fill the memory
    return number.scale() == 0 ? number.unscaledValue() : number;
  }

  private void append(Object value, int depth) {
    if (text.isFull()) {
      return;
    }
    try {
      var plain = unwrap(value);
      if (plain instanceof Map<?, ?> map) {
        appendAll("{", map.entrySet(), "}", depth);
      } else if (plain instanceof Collection<?> collection) {
        appendAll("[", collection, "]", depth);
      } else if (plain instanceof Map.Entry<?, ?> entry) {
        append(entry.getKey(), depth + 1);
        text.append("=");
        append(entry.getValue(), depth + 1);
      } else if (plain != null && plain.getClass().isArray()) {
        appendArray(plain, depth);
      } else {
        text.append(leaf(plain));
      }
    } catch (OutOfMemoryError | ThreadDeath e) {
      throw e;
    } catch (Throwable e) {
      // foreign code ran: a lazy collection without its session, a toString of anybody's
      text.append(UNPRINTABLE);
    }
  }

  private void appendAll(String open, Iterable<?> elements, String close, int depth) {
    if (depth >= DEPTH) {
      text.append("…");
      return;
    }
    var separator = open;
    for (var element : elements) {
      text.append(separator);
      separator = ", ";
      append(element, depth + 1);
      if (text.isFull()) {
        return;
      }
    }
    text.append(separator.equals(open) ? open + close : close);
  }

  private void appendArray(Object array, int depth) {
    int length = Array.getLength(array);
    if (array instanceof byte[] || array instanceof char[]) {
      // neither is text: contents of files, and passwords
      text.append("[" + length + (array instanceof byte[] ? " bytes]" : " chars]"));
      return;
    }
    if (depth >= DEPTH) {
      text.append("…");
      return;
    }
    text.append("[");
    for (int i = 0; i < length && !text.isFull(); i++) {
      text.append(i == 0 ? "" : ", ");
      append(Array.get(array, i), depth + 1);
    }
    text.append("]");
  }

  private static String leaf(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    if (value instanceof Number number) {
      return SafeNumber.text(number);
    }
    if (value instanceof Calendar calendar) {
      return calendar.toInstant().toString();
    }
    // the dates of java.sql know no instant, and write themselves well
    if (value instanceof Date date && !date.getClass().getName().startsWith("java.sql.")) {
      return date.toInstant().toString();
    }
    var text = String.valueOf(value);
    if (value == null || text == null) {
      return "null";
    }
    var type = value.getClass().getName();
    // what Object writes: another number on each run
    boolean isDefault = text.startsWith(type + "@");
    return isDefault ? "[" + type.substring(type.lastIndexOf('.') + 1) + "]" : text;
  }
}
