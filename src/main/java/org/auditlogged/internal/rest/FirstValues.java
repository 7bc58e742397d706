// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first of several values of each name, where there is one; a view, because most names are
 * never asked for. For any thread, as far as what is behind it is.
 */
final class FirstValues extends AbstractMap<String, String> {
  private final Map<String, List<String>> all;

  FirstValues(Map<String, List<String>> all) {
    this.all = all;
  }

  @Override
  public String get(Object name) {
    return first(all.get(name));
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    var first = new LinkedHashMap<String, String>();
    all.forEach(
        (name, values) -> {
          if (first(values) != null) {
            first.put(name, first(values));
          }
        });
    return first.entrySet();
  }

  private static String first(List<String> values) {
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
