// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Values as they were declared, because WorkOS refuses an event of which one value has another
 * type.
 *
 * <table>
 * <caption>What becomes of a value</caption>
 * <tr><th>declared<th>value<th>becomes
 * <tr><td>a text<td>number, boolean<td>its text: the type was not known before the call
 * <tr><td>number, boolean<td>a text that says one, as a refused call's parameters do<td>that
 * <tr><td>number, boolean<td>any other<td>is left out: a number that JSON cannot hold
 * <tr><td>nothing<td>any<td>stays what it is
 * </table>
 *
 * Pure; for any thread.
 */
final class Typed {
  // what a double holds exactly
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");
  private static final int DIGITS = 15;

  private Typed() {}

  /** The same map when all values are right. */
  static Map<String, Object> of(Map<String, Object> values, Map<String, JsonType> types) {
    boolean isRight = true;
    for (var each : values.entrySet()) {
      isRight &= of(each.getValue(), types.get(each.getKey())) == each.getValue();
    }
    if (isRight) {
      return values;
    }
    var typed = new LinkedHashMap<String, Object>();
    values.forEach(
        (name, value) -> {
          var right = of(value, types.get(name));
          if (right != null) {
            typed.put(name, right);
          }
        });
    return typed;
  }

  private static Object of(Object value, JsonType type) {
    if (type == null) {
      return value;
    }
    return switch (type) {
      case STRING -> value instanceof String ? value : String.valueOf(value);
      case NUMBER -> value instanceof Number ? value : number(value);
      case BOOLEAN -> value instanceof Boolean ? value : bool(value);
    };
  }

  private static Object number(Object value) {
    if (value instanceof String text && NUMBER.matcher(text).matches()) {
      var number = new BigDecimal(text);
      return number.precision() <= DIGITS ? number : null;
    }
    return null;
  }

  private static Object bool(Object value) {
    return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
  }
}
