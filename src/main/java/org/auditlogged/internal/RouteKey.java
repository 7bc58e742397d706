// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may follow {@code auditlogged.routes.<name>.}: the one table that reading, the search for
 * mistyped keys and the README share. Immutable, for any thread.
 */
enum RouteKey {
  MATCH(
      "match",
      "methods, or `*` for all but HEAD and OPTIONS, and a path: `{id}` and `*` are one segment,"
          + " `**` any number, `{id: [0-9]+}` what the regular expression says"),
  ACTION("action", "the action, a plain text"),
  VERSION("version", "the version of its schema; left out when it is not set"),
  TARGET("targets.<type>", "the id of a target"),
  TARGET_NAME("targets.<type>.name", "its name"),
  TARGET_METADATA("targets.<type>.metadata.<key>", "metadata of it"),
  METADATA("metadata.<key>", "metadata of the event"),
  ACTOR_METADATA("actor-metadata.<key>", "metadata of the actor"),
  ORGANIZATION("organization", "the organization"),
  ON("on", "which of `success`, `failure`, `denied` are recorded; all when it is not set"),
  REQUIRED("required", "`true`: a call is refused with 503 when its event could not be kept");

  static final String PREFIX = "auditlogged.routes.";

  private final String shape;
  private final String description;
  private final Pattern pattern;

  RouteKey(String shape, String description) {
    this.shape = shape;
    this.description = description;
    // a type ends at a dot, or the name of a target could not be told from a type
    this.pattern =
        Pattern.compile(
            shape.replace(".", "\\.").replace("<type>", "[^.]+").replace("<key>", ".+"));
  }

  /**
   * A whole key in its parts.
   *
   * @param route the name of the route
   * @param part what follows it
   */
  record Parts(String route, String part) {}

  /** The parts of a key that is one of a route's. */
  static Optional<Parts> of(String key) {
    if (key.startsWith(PREFIX)) {
      int dot = key.indexOf('.', PREFIX.length());
      if (dot > PREFIX.length()) {
        var part = key.substring(dot + 1);
        for (var each : values()) {
          if (each.pattern.matcher(part).matches()) {
            return Optional.of(new Parts(key.substring(PREFIX.length(), dot), part));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The keys of a route that have as many parts as the given one, with its names in them. */
  static List<String> like(String key) {
    var like = new ArrayList<String>();
    var words = key.split("\\.");
    for (var each : values()) {
      var shape = (PREFIX + "<name>." + each.shape).split("\\.");
      if (shape.length == words.length) {
        for (int i = 0; i < shape.length; i++) {
          shape[i] = shape[i].startsWith("<") ? words[i] : shape[i];
        }
        var filled = String.join(".", shape);
        of(filled).ifPresent(any -> like.add(filled));
      }
    }
    return like;
  }

  /** A row of the README's table. */
  String row() {
    return "| `.%s` | %s |".formatted(shape, description);
  }
}
