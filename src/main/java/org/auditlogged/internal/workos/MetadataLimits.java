// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Metadata as WorkOS takes them: at most 50, keys of 1 to 40 of {@code a-z A-Z 0-9 _ -}, values as
 * {@link Rendering} gives them with texts of at most 500.
 *
 * <ol>
 *   <li>The first 50 that have a value stay, in their order.
 *   <li>A key that is allowed stays what it is, wherever it stands.
 *   <li>In any other key each other character becomes {@code _}, it is cut at 40, and an empty one
 *       becomes {@code unknown}; if that key is taken it gets {@code _2}, {@code _3} …
 * </ol>
 *
 * Pure; for any thread.
 */
final class MetadataLimits {
  static final int KEYS = 50;
  static final int KEY = 40;
  static final int TEXT = 500;

  private MetadataLimits() {}

  static Map<String, Object> fit(Map<?, ?> metadata) {
    if (metadata.isEmpty()) {
      return Map.of();
    }
    var fit = new LinkedHashMap<String, Object>();
    for (var entry : metadata.entrySet()) {
      if (!(entry.getKey() instanceof String key) || !isAllowed(key)) {
        return renamed(metadata);
      }
      var value = Rendering.of(entry.getValue(), TEXT);
      if (value != null) {
        fit.put(key, value);
      }
      if (fit.size() == KEYS) {
        break;
      }
    }
    return fit;
  }

  private static Map<String, Object> renamed(Map<?, ?> metadata) {
    List<String> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (var entry : metadata.entrySet()) {
      var value = Rendering.of(entry.getValue(), TEXT);
      if (value == null) {
        continue;
      }
      // generics do not stop a key of another type
      var key = entry.getKey() instanceof String text ? text : "";
      keys.add(key);
      values.add(value);
      if (isAllowed(key)) {
        taken.add(key);
      }
      if (keys.size() == KEYS) {
        break;
      }
    }
    var fit = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keys.size(); i++) {
      var key = keys.get(i);
      fit.put(isAllowed(key) ? key : free(allowed(key), taken), values.get(i));
    }
    return fit;
  }

  private static boolean isAllowed(String key) {
    if (key.isEmpty() || key.length() > KEY) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (!isAllowed(key.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  private static String allowed(String key) {
    var allowed = new StringBuilder(KEY);
    for (int i = 0; i < key.length() && allowed.length() < KEY; ) {
      int character = key.codePointAt(i);
      i += Character.charCount(character);
      allowed.append(isAllowed(character) ? (char) character : '_');
    }
    return allowed.isEmpty() ? Fit.UNKNOWN : allowed.toString();
  }

  private static String free(String key, Set<String> taken) {
    var free = key;
    for (int i = 2; !taken.add(free); i++) {
      var suffix = "_" + i;
      free = key.substring(0, Math.min(key.length(), KEY - suffix.length())) + suffix;
    }
    return free;
  }
}
