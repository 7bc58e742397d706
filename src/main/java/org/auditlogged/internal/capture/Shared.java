// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auditlogged.AuditEvent;

/**
 * What a draft hands out to the application, which may still be adding to it from another thread:
 * copied and replaced under its own lock. Invariant: what came in between stays. For any thread.
 */
final class Shared {
  private Shared() {}

  static <T> List<T> copy(List<T> list) {
    synchronized (list) {
      return new ArrayList<>(list);
    }
  }

  static Map<String, Object> copy(Map<String, Object> map) {
    synchronized (map) {
      // with room for those that come by themselves
      var copy = new LinkedHashMap<String, Object>(2 * (map.size() + AutomaticMetadata.MOST));
      copy.putAll(map);
      return copy;
    }
  }

  /** Those that are there: a list of the application's may hold anything. */
  static List<AuditEvent.Target> present(List<AuditEvent.Target> targets) {
    for (var target : targets) {
      if (target == null) {
        return targets.stream().filter(Objects::nonNull).toList();
      }
    }
    return targets;
  }

  /**
   * Replaces what was seen.
   *
   * @param with the same object as what was seen when nothing changes
   */
  static <T> void replace(List<T> list, List<T> seen, List<T> with) {
    if (seen == with) {
      return;
    }
    synchronized (list) {
      var all = new ArrayList<T>(with);
      if (seen.size() < list.size()) {
        all.addAll(list.subList(seen.size(), list.size()));
      }
      list.clear();
      list.addAll(all);
    }
  }

  /** As {@link #replace(List, List, List)}. */
  static void replace(Map<String, Object> map, Map<String, Object> seen, Map<String, Object> with) {
    if (seen == with) {
      return;
    }
    synchronized (map) {
      var all = new LinkedHashMap<>(with);
      for (var each : map.entrySet()) {
        if (seen.get(each.getKey()) != each.getValue()) {
          all.put(each.getKey(), each.getValue());
        }
      }
      map.clear();
      map.putAll(all);
    }
  }
}
