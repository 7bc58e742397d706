// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Metadata as WorkOS takes them: at most 50, keys of 1 to 40 of {@code a-z A-Z 0-9 _ -}, values as
 * {@link Rendering} gives them with texts of at most 500.
 *
 * <ol>
 *   <li>The first 50 that have a value stay, in their order.
 *   <li>A key that is allowed stays what it is, wherever it stands.
 *   <li>In any other key each other character becomes {@code _}, it is cut at 40, and an empty one
 *       becomes {@code unknown}.
 *   <li>Where that makes two keys one, each of the keys that were changed ends in a checksum of
 *       what it was, so that none depends on the order in which they stand.
 * </ol>
 *
 * Pure; for any thread.
 */
final class MetadataLimits {
  static final int KEYS = 50;
  static final int KEY = 40;
  static final int TEXT = 500;

  private MetadataLimits() {}

  static Map<String, Object> fit(Map<?, ?> metadata, Cut cut) {
    if (metadata.isEmpty()) {
      return Map.of();
    }
    if (isFit(metadata)) {
      return fitting(metadata);
    }
    var keys = new ArrayList<String>(Math.min(metadata.size(), KEYS));
    var values = new ArrayList<Object>(Math.min(metadata.size(), KEYS));
    boolean isAllowed = true;
    for (var entry : metadata.entrySet()) {
      if (keys.size() == KEYS) {
        cut.lose(Cut.Part.KEYS, isAbsent(entry.getValue()) ? 0 : 1);
        continue;
      }
      var value = Rendering.of(entry.getValue(), TEXT, cut);
      if (value != null) {
        // generics do not stop a key of another type
        var key = entry.getKey() instanceof String text ? text : "";
        isAllowed &= isAllowed(key);
        keys.add(key);
        values.add(value);
      }
    }
    var names = isAllowed ? keys : names(keys);
    var fit = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keys.size(); i++) {
      fit.put(names.get(i), values.get(i));
    }
    return fit;
  }

  /** Most are, and need no copy. */
  private static boolean isFit(Map<?, ?> metadata) {
    if (metadata.size() > KEYS) {
      return false;
    }
    for (var entry : metadata.entrySet()) {
      boolean isFit =
          entry.getKey() instanceof String key && isAllowed(key) && isFit(entry.getValue());
      if (!isFit) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFit(Object value) {
    return value instanceof String text
        ? BoundedText.isFit(text, TEXT)
        : value instanceof Integer || value instanceof Boolean;
  }

  @SuppressWarnings("unchecked") // its keys have been looked at
  private static Map<String, Object> fitting(Map<?, ?> metadata) {
    return (Map<String, Object>) metadata;
  }

  /** Of what is left out nothing is rendered only to be counted. */
  private static boolean isAbsent(Object value) {
    return value == null || value instanceof Optional<?> optional && optional.isEmpty();
  }

  private static List<String> names(List<String> keys) {
    var wanted = new HashMap<String, Integer>();
    for (var key : keys) {
      wanted.merge(allowed(key), 1, Integer::sum);
    }
    var taken = new HashSet<>(keys);
    var names = new ArrayList<String>(keys.size());
    for (var key : keys) {
      var name = allowed(key);
      if (!isAllowed(key)) {
        var checksum = wanted.get(name) > 1 ? checksum(key) : "";
        name = free(name, checksum, taken);
      }
      names.add(name);
    }
    return names;
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
    if (isAllowed(key)) {
      return key;
    }
    var allowed = new StringBuilder(KEY);
    for (int i = 0; i < key.length() && allowed.length() < KEY; ) {
      int character = key.codePointAt(i);
      i += Character.charCount(character);
      allowed.append(isAllowed(character) ? (char) character : '_');
    }
    return allowed.isEmpty() ? Fit.UNKNOWN : allowed.toString();
  }

  private static String checksum(String key) {
    var checksum = new CRC32();
    checksum.update(key.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "_%08x", checksum.getValue());
  }

  /** Two keys of one checksum, or several that are no texts: by their order, after all. */
  private static String free(String name, String suffix, HashSet<String> taken) {
    var free = with(name, suffix);
    for (int i = 2; !taken.add(free); i++) {
      free = with(name, suffix + "_" + i);
    }
    return free;
  }

  private static String with(String name, String suffix) {
    return name.substring(0, Math.min(name.length(), KEY - suffix.length())) + suffix;
  }
}
