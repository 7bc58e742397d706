// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.auditlogged.internal.workos.Rendering;

/**
 * One walk through one value, see {@link Redaction}.
 *
 * <ol>
 *   <li>Maps are gone through by their keys, collections and arrays by their elements; where one
 *       entry names another, {@code {name=password, value=hunter2}}, that counts as its name.
 *   <li>A record is gone through by its components: one with a secret becomes a map without it, one
 *       without stays as it is, for its own {@code toString} may hide more.
 *   <li>A throwable becomes its class and its text, without its causes.
 *   <li>Everything else is its text.
 * </ol>
 *
 * <p>Invariants: deeper than eight levels a value becomes {@code …}, and of more than a thousand
 * the rest is left out; a record of which something was not looked at is not asked for its text.
 * What throws becomes {@code [redacted]}: what it would have said is not known. For one thread.
 */
final class RedactionPass {
  private static final int DEPTH = 8;
  private static final int VALUES = 1_000;
  private static final int LABELLED = 16;
  private static final int BITS = 128;
  private static final long SHORTEST_CARD = 100_000_000_000L;
  private static final String UNSEEN = "…";

  private final SecretNames names;
  private final SecretTexts texts;
  private int values;
  // secrets, and what was not looked at
  private int changes;

  RedactionPass(SecretNames names, SecretTexts texts) {
    this.names = names;
    this.texts = texts;
  }

  Object redact(String name, Object value, int depth) {
    values++;
    if (value == null) {
      return null;
    }
    if (name != null && names.hits(name)) {
      return secret();
    }
    if (depth > DEPTH || values > VALUES) {
      return unseen();
    }
    try {
      return inside(name, value, depth);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      // Throwable: it is the application's code that runs here
      return secret();
    }
  }

  /** Whether a value is more than its text. */
  static boolean hasParts(Object value) {
    return value instanceof Map<?, ?>
        || value instanceof Map.Entry<?, ?>
        || value instanceof Collection<?>
        || value instanceof Optional<?>
        || value instanceof Record
        || value instanceof Throwable
        || value instanceof Number
        || value.getClass().isArray();
  }

  private String secret() {
    changes++;
    return SecretShapes.REDACTED;
  }

  private String unseen() {
    changes++;
    return UNSEEN;
  }

  private Object inside(String name, Object value, int depth) throws Throwable {
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Optional<?> optional) {
      return redact(name, optional.orElse(null), depth + 1);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return map(Collections.singletonMap(entry.getKey(), entry.getValue()), depth);
    }
    if (value instanceof Collection<?> collection) {
      return list(collection, name, depth);
    }
    if (value instanceof Object[] array) {
      return list(Arrays.asList(array), name, depth);
    }
    if (value instanceof Record all) {
      return record(all, depth);
    }
    if (value instanceof Throwable thrown) {
      var message = thrown.getMessage();
      var type = thrown.getClass().getName();
      return message == null ? type : type + ": " + text(message);
    }
    return value instanceof Number number ? number(number) : leaf(value);
  }

  private Map<String, Object> map(Map<?, ?> map, int depth) {
    boolean isLabelled = isLabelled(map);
    var redacted = new LinkedHashMap<String, Object>();
    for (var entry : map.entrySet()) {
      if (values >= VALUES) {
        changes++;
        break;
      }
      var name = entry.getKey() instanceof String text ? text : key(entry.getKey(), depth);
      boolean isSecret = isLabelled && entry.getValue() != null && NamedValues.isValue(name);
      var value = isSecret ? secret() : redact(name, entry.getValue(), depth + 1);
      put(redacted, text(name), value);
    }
    return redacted;
  }

  /** Whether one of its first entries says that another is secret. */
  private boolean isLabelled(Map<?, ?> map) {
    int seen = 0;
    for (var entry : map.entrySet()) {
      boolean isSecret =
          entry.getKey() instanceof String key
              && entry.getValue() instanceof CharSequence value
              && NamedValues.isLabel(key)
              && names.hits(value.toString());
      if (isSecret) {
        return true;
      }
      if (++seen == LABELLED) {
        break;
      }
    }
    return false;
  }

  private String key(Object key, int depth) {
    return Rendering.text(redact(null, key, depth + 1), SecretTexts.LONGEST);
  }

  /** Two keys that had secrets in them are still two. */
  static void put(Map<String, Object> map, String key, Object value) {
    var free = key;
    // in growing steps: whoever takes the next numbers before cannot make it long
    for (long i = map.size() + 1L; map.containsKey(free); i += i / 2 + 1) {
      free = key + "_" + i;
    }
    map.put(free, value);
  }

  private List<Object> list(Iterable<?> elements, String name, int depth) {
    var redacted = new ArrayList<Object>();
    for (var element : elements) {
      if (values >= VALUES) {
        changes++;
        break;
      }
      redacted.add(redact(name, element, depth + 1));
    }
    return redacted;
  }

  private Object record(Record all, int depth) throws Throwable {
    var components = new LinkedHashMap<String, Object>();
    for (var component : all.getClass().getRecordComponents()) {
      var accessor = component.getAccessor();
      if (!accessor.trySetAccessible()) {
        return leaf(all);
      }
      components.put(component.getName(), accessor.invoke(all));
    }
    int before = changes;
    var redacted = map(components, depth);
    return changes > before ? redacted : leaf(all);
  }

  /** A number is a card's when its digits are, however it is kept. */
  private Object number(Number number) {
    var type = number.getClass();
    if (type == Integer.class || type == Short.class || type == Byte.class) {
      return number;
    }
    if (type == Double.class || type == Float.class) {
      double real = number.doubleValue();
      boolean isWhole = Math.abs(real) < 1e19 && real == Math.rint(real);
      return isWhole && isCard(new BigDecimal(real)) ? secret() : number;
    }
    if (type == Long.class || type == AtomicLong.class || type == AtomicInteger.class) {
      long whole = number.longValue();
      return isCard(whole) ? secret() : type == Long.class ? number : (Object) whole;
    }
    if (type == BigInteger.class) {
      var whole = (BigInteger) number;
      return whole.bitLength() < BITS && isCard(new BigDecimal(whole)) ? secret() : number;
    }
    if (type == BigDecimal.class) {
      var decimal = (BigDecimal) number;
      boolean isShort =
          decimal.unscaledValue().bitLength() < BITS && Math.abs(decimal.scale()) < BITS;
      return isShort && isCard(decimal) ? secret() : number;
    }
    // a subclass may say anything
    return text(Rendering.text(number, SecretTexts.LONGEST + 1));
  }

  private static boolean isCard(BigDecimal number) {
    var digits = number.stripTrailingZeros();
    return digits.scale() <= 0 && isCard(digits.abs().toPlainString());
  }

  private static boolean isCard(long number) {
    return Math.abs(number) > SHORTEST_CARD && isCard(Long.toString(number));
  }

  private static boolean isCard(String digits) {
    return CardNumbers.redact(digits) != digits;
  }

  private Object leaf(Object value) {
    boolean isPlain =
        value instanceof Boolean
            || value instanceof Enum<?>
            || value instanceof UUID
            || value instanceof TemporalAccessor
                && value.getClass().getName().startsWith("java.time.");
    // one more than is looked at, so that a text that was cut here is known to be
    return isPlain ? value : text(Rendering.text(value, SecretTexts.LONGEST + 1));
  }

  private String text(String text) {
    var redacted = texts.redact(text);
    if (!redacted.equals(text)) {
      changes++;
    }
    return redacted;
  }
}
