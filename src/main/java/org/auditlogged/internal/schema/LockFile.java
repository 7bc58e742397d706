// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The file {@code auditlogged.lock}: which version of its schema the events of each action are
 * judged by, and what that version says. Immutable. One action a line, in order, so that version
 * control merges it well:
 *
 * <pre>
 * {"auditlogged.lock": 1,
 *  "actions": {
 *   "secret.read": {"version": 3, "fingerprint": "sha256:…"}}}
 * </pre>
 *
 * @param pins what is pinned, by action
 */
public record LockFile(SortedMap<String, Pin> pins) {
  /** Its name, in {@code src/main/resources} and then at the root of the class path. */
  public static final String NAME = "auditlogged.lock";

  /** Nothing is pinned. */
  public static final LockFile EMPTY = new LockFile(new TreeMap<>());

  private static final int FORMAT = 1;
  private static final int LONGEST = 10_000_000;

  /**
   * A version.
   *
   * @param version its number, from 1
   * @param fingerprint of the schema in the code that it was created or found for
   */
  public record Pin(int version, String fingerprint) {}

  /** Copies. */
  public LockFile {
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
  }

  /** The pinned version, or 0. */
  public int version(String action) {
    var pin = pins.get(action);
    return pin == null ? 0 : pin.version();
  }

  /** With a version pinned for what the code says of an action. */
  public LockFile with(ActionSchema schema, int version) {
    var more = new TreeMap<>(pins);
    more.put(schema.action(), new Pin(version, schema.fingerprint()));
    return new LockFile(more);
  }

  /** Without an action. */
  public LockFile without(String action) {
    var fewer = new TreeMap<>(pins);
    fewer.remove(action);
    return new LockFile(fewer);
  }

  /** How it differs from the code, one line each: actions not pinned, changed since, or gone. */
  public List<String> differences(Catalogue catalogue) {
    var differences = new ArrayList<String>();
    var all = new TreeSet<>(pins.keySet());
    all.addAll(catalogue.schemas().keySet());
    for (var action : all) {
      var schema = catalogue.schemas().get(action);
      var pin = pins.get(action);
      if (schema == null) {
        differences.add(action + ": pinned to version " + pin.version() + ", but not in the code");
      } else if (pin == null) {
        differences.add(action + ": not pinned");
      } else if (!pin.fingerprint().equals(schema.fingerprint())) {
        differences.add(
            action + ": the code has changed since version " + pin.version() + " was pinned");
      }
    }
    return differences;
  }

  /**
   * Reads the file; one that does not exist pins nothing.
   *
   * @throws IllegalArgumentException when it is no lock file; the text names it and says why
   * @throws IOException when it cannot be read
   */
  public static LockFile read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return EMPTY;
    }
    if (Files.size(file) > LONGEST) {
      throw wrong(file.toString(), "it is larger than " + LONGEST + " bytes", null);
    }
    // malformed bytes become signs that no JSON has
    return read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file.toString());
  }

  /**
   * Reads its text.
   *
   * @param where for people
   * @throws IllegalArgumentException when it is no lock file; the text says where and why
   */
  public static LockFile read(String text, String where) {
    try {
      var file = Json.object(text);
      if (!(file.get(NAME) instanceof Number format)) {
        throw new IllegalArgumentException("it has no \"" + NAME + "\", so it is something else");
      }
      if (format.intValue() != FORMAT) {
        throw new IllegalArgumentException(
            "its format is " + format + "; this version knows " + FORMAT);
      }
      var pins = new TreeMap<String, Pin>();
      if (!(file.get("actions") instanceof Map<?, ?>)) {
        throw new IllegalArgumentException("it has no \"actions\"");
      }
      Json.map(file.get("actions")).forEach((action, pin) -> pins.put(action, pin(action, pin)));
      return new LockFile(pins);
    } catch (IllegalArgumentException e) {
      throw wrong(where, e.getMessage(), e);
    }
  }

  private static Pin pin(String action, Object value) {
    var pin = Json.map(value);
    if (pin.get("version") instanceof Number version
        && version.intValue() > 0
        && version.doubleValue() == version.intValue()
        && pin.get("fingerprint") instanceof String fingerprint
        && !fingerprint.isBlank()) {
      return new Pin(version.intValue(), fingerprint);
    }
    throw new IllegalArgumentException(
        "\"" + action + "\" has no version from 1 and fingerprint: " + Json.write(value));
  }

  private static IllegalArgumentException wrong(String where, String why, Exception cause) {
    return new IllegalArgumentException(
        where
            + " cannot be used: "
            + why
            + "; restore it from version control, or delete it and let the tool \"schemas pull\""
            + " write it anew",
        cause);
  }

  /** Its text. */
  public String json() {
    var lines = new ArrayList<String>();
    pins.forEach(
        (action, pin) ->
            lines.add(
                "  "
                    + Json.write(action)
                    + ": {\"version\": "
                    + pin.version()
                    + ", \"fingerprint\": "
                    + Json.write(pin.fingerprint())
                    + "}"));
    return "{\n\""
        + NAME
        + "\": "
        + FORMAT
        + ",\n\"actions\": {\n"
        + String.join(",\n", lines)
        + "\n}}\n";
  }

  /**
   * Replaces the file by this one: whoever reads it sees the old or the new one, whatever happens
   * meanwhile.
   *
   * @throws IOException when it could not be replaced; then it is as it was
   */
  public void write(Path file) throws IOException {
    WholeFile.replace(file, json().getBytes(StandardCharsets.UTF_8));
  }
}
