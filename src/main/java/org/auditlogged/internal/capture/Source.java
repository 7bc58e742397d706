// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.List;

/**
 * Where one value of an event comes from. Made once per method, read once per call; for any thread.
 */
interface Source {

  /** What is wrong and was not noticed in time. */
  Source ABSENT = scope -> null;

  /** The value for one call, or {@code null} when it is absent; throws when it cannot be had. */
  Object read(Scope scope);

  /** Whether the value depends on the variable. */
  default boolean uses(String name) {
    return false;
  }

  /** What the value is called where it comes from; several names where it is made of several. */
  default List<String> names() {
    return List.of();
  }

  /**
   * Whether a text asks for the expression language; asked here, because a server may have none.
   */
  static boolean isExpression(String text) {
    return text.contains("${") || text.contains("#{");
  }

  /** A fixed value. */
  record Literal(String text) implements Source {
    @Override
    public Object read(Scope scope) {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** One that has more names than it knows. */
  record Named(Source source, List<String> names) implements Source {
    @Override
    public Object read(Scope scope) {
      return source.read(scope);
    }

    @Override
    public boolean uses(String name) {
      return source.uses(name);
    }

    @Override
    public String toString() {
      return source.toString();
    }
  }
}
