// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Metadata that nobody can change: in their order, without nulls. An event is copied for each step
 * on its way, its metadata only once; and of the few that events have, each is found as fast in a
 * row as in a table of three times the size. Immutable, for any thread.
 */
final class Metadata extends AbstractMap<String, Object> {
  // above, finding one by one would become slow; no such event is kept as it is anyway
  private static final int MOST = 64;

  // by turns
  private final Object[] keysAndValues;

  private Metadata(Object[] keysAndValues) {
    this.keysAndValues = keysAndValues;
  }

  /** A copy, unless it is one. */
  static Map<String, Object> copy(Map<String, Object> metadata) {
    if (metadata instanceof Metadata) {
      return metadata;
    }
    if (metadata.isEmpty()) {
      return Collections.emptyMap();
    }
    // what others have made may have a key twice, and another number of them than it says
    var known =
        metadata.getClass() == LinkedHashMap.class ? metadata : new LinkedHashMap<>(metadata);
    if (known.size() > MOST) {
      var many = new LinkedHashMap<>(known);
      many.values().removeIf(Objects::isNull);
      return Collections.unmodifiableMap(many);
    }
    var row = new Object[2 * known.size()];
    int size = 0;
    for (var each : known.entrySet()) {
      if (each.getValue() != null) {
        row[size++] = each.getKey();
        row[size++] = each.getValue();
      }
    }
    return new Metadata(size == row.length ? row : Arrays.copyOf(row, size));
  }

  @Override
  public int size() {
    return keysAndValues.length / 2;
  }

  @Override
  public Object get(Object key) {
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (Objects.equals(key, keysAndValues[i])) {
        return keysAndValues[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  @SuppressWarnings("unchecked") // a key of another type is noticed by whoever reads it as a text
  public void forEach(BiConsumer<? super String, ? super Object> action) {
    var any = (BiConsumer<Object, Object>) (BiConsumer<?, ?>) action;
    for (int i = 0; i < keysAndValues.length; i += 2) {
      any.accept(keysAndValues[i], keysAndValues[i + 1]);
    }
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return Metadata.this.size();
      }

      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return new Entries();
      }
    };
  }

  /** One walk through the row. */
  private final class Entries implements Iterator<Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < keysAndValues.length;
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next += 2;
      var entry =
          new SimpleImmutableEntry<Object, Object>(
              keysAndValues[next - 2], keysAndValues[next - 1]);
      return (Entry<String, Object>) (Entry<?, ?>) entry;
    }
  }
}
