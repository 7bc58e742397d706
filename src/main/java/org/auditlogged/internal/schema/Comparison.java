// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How an action's schema in the code stands to its versions in WorkOS. Compared by meaning, not by
 * text. Immutable.
 */
public sealed interface Comparison {

  /** The action. */
  String action();

  /** One line for people. */
  String text();

  /** Whether code and WorkOS say the same. */
  default boolean isSame() {
    return this instanceof Same;
  }

  /**
   * A version says what the code says: there is nothing to create, and events are judged by it.
   *
   * @param version the newest such
   */
  record Same(String action, int version) implements Comparison {
    @Override
    public String text() {
      return action + ": version " + version + ", as in the code";
    }
  }

  /**
   * No version says what the code says: one has to be created.
   *
   * @param newest the newest version
   * @param differences what differs in that, one line each
   */
  record Changed(String action, int newest, List<String> differences) implements Comparison {
    @Override
    public String text() {
      return action + ": differs from version " + newest + ": " + String.join("; ", differences);
    }
  }

  /** WorkOS has no schema of the action: one has to be created, and WorkOS refuses its events. */
  record Missing(String action) implements Comparison {
    @Override
    public String text() {
      return action + ": WorkOS has no schema of it";
    }
  }

  /** WorkOS knows an action that the code does not. It is left alone: others may send it. */
  record Unknown(String action) implements Comparison {
    @Override
    public String text() {
      return action + ": in WorkOS only";
    }
  }

  /**
   * Compares.
   *
   * @param schema what the code says
   * @param versions all versions that WorkOS has, in any order
   */
  static Comparison of(ActionSchema schema, Collection<KnownSchema> versions) {
    var meaning = Meaning.of(schema.document());
    var newestFirst =
        versions.stream().sorted(Comparator.comparingInt(KnownSchema::version).reversed()).toList();
    for (var known : newestFirst) {
      if (meaning.isSame(Meaning.of(known.document()))) {
        return new Same(schema.action(), known.version());
      }
    }
    if (newestFirst.isEmpty()) {
      return new Missing(schema.action());
    }
    var newest = newestFirst.get(0);
    return new Changed(
        schema.action(), newest.version(), meaning.differences(Meaning.of(newest.document())));
  }
}
