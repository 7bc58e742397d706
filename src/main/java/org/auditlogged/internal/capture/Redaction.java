// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

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
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.workos.Rendering;

/**
 * Takes secrets out of values, before anything else is done with them.
 *
 * <ol>
 *   <li>A value whose name {@linkplain SecretNames is secret} becomes {@code [redacted]}, whatever
 *       it is; {@code null} stays {@code null}.
 *   <li>Maps are gone through by their keys, collections and arrays by their elements. A record is
 *       gone through by its components: one with a secret becomes a map without it, one without
 *       stays as it is, for its own {@code toString} may hide more.
 *   <li>Texts, whole numbers and every other object's text are searched by {@linkplain SecretShapes
 *       shape}.
 * </ol>
 *
 * <p>Invariants: what was not looked at does not leave: deeper than eight levels it becomes {@code
 * …}, and of more than a thousand values the rest is left out. Nothing is thrown. Immutable, for
 * any thread.
 */
public final class Redaction {
  public static final String REDACTED = SecretShapes.REDACTED;
  private static final int DEPTH = 8;
  private static final int VALUES = 1_000;
  private static final int TEXT = 10_000;
  private static final int KEY = 255;

  private final SecretNames names;

  public Redaction(AuditConfig.Capture settings) {
    names = new SecretNames(settings.redact());
  }

  /** Whether values of that name never leave. */
  boolean isSecret(String name) {
    return names.hits(name);
  }

  /** The value without secrets; the given one is not changed. */
  public Object redact(String name, Object value) {
    return new Pass().redact(name, value, 0);
  }

  /** The text without what has the shape of a secret; {@code null} stays {@code null}. */
  public String redactText(String text) {
    return text == null ? null : SecretShapes.redact(text);
  }

  /** One walk through one value. */
  private final class Pass {
    private int values;
    private int hits;

    private Object redact(String name, Object value, int depth) {
      values++;
      if (value == null) {
        return null;
      }
      if (name != null && names.hits(name)) {
        hits++;
        return REDACTED;
      }
      return redact(value, name, depth);
    }

    private Object redact(Object value, String name, int depth) {
      if (depth > DEPTH) {
        return "…";
      }
      try {
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
        return value instanceof Record all ? record(all, depth) : leaf(value);
      } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
        // foreign code ran; what it would have said is not known, so nothing of it leaves
        return REDACTED;
      }
    }

    private Map<String, Object> map(Map<?, ?> map, int depth) {
      var redacted = new LinkedHashMap<String, Object>();
      for (var entry : map.entrySet()) {
        if (values >= VALUES) {
          break;
        }
        var key = Rendering.text(entry.getKey(), KEY);
        redacted.put(shapes(key), redact(key, entry.getValue(), depth + 1));
      }
      return redacted;
    }

    private List<Object> list(Iterable<?> elements, String name, int depth) {
      var redacted = new ArrayList<Object>();
      for (var element : elements) {
        if (values >= VALUES) {
          break;
        }
        redacted.add(redact(name, element, depth + 1));
      }
      return redacted;
    }

    private Object record(Record all, int depth) throws ReflectiveOperationException {
      int before = hits;
      var redacted = new LinkedHashMap<String, Object>();
      for (var component : all.getClass().getRecordComponents()) {
        var accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) {
          return leaf(all);
        }
        redacted.put(
            component.getName(), redact(component.getName(), accessor.invoke(all), depth + 1));
      }
      return hits > before ? redacted : leaf(all);
    }

    private Object leaf(Object value) {
      if (value instanceof Number number) {
        var text = Rendering.text(number, TEXT);
        return text.indexOf('.') >= 0 || shapes(text).equals(text) ? number : REDACTED;
      }
      boolean isPlain =
          value instanceof Boolean
              || value instanceof Enum<?>
              || value instanceof UUID
              || value instanceof TemporalAccessor;
      if (isPlain) {
        return value;
      }
      return shapes(value instanceof String text ? text : Rendering.text(value, TEXT));
    }

    private String shapes(String text) {
      var redacted = SecretShapes.redact(text);
      // it gives back the text itself when there was nothing
      if (!redacted.equals(text)) {
        hits++;
      }
      return redacted;
    }
  }
}
