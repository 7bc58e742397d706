// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What an expression finds behind a dot, as the resolvers do when the application runs: values of
 * maps, elements of lists and arrays, what is inside an {@code Optional}, components of records,
 * getters, methods. For one expression.
 */
final class Members {
  private static final String MAP = "java.util.Map";
  private static final String LIST = "java.util.List";
  private static final String OPTIONAL = "java.util.Optional";

  private final Consumer<String> doubts;

  /**
   * A look-up.
   *
   * @param doubts told of what is not there, but may be in an object of a more special class
   */
  Members(Consumer<String> doubts) {
    this.doubts = doubts;
  }

  /**
   * A property.
   *
   * @throws IllegalArgumentException when no object of the type has it
   */
  JavaType property(JavaType of, String name) {
    if (of.isA(OPTIONAL)) {
      return property(of.argument(OPTIONAL, 0), name);
    }
    if (of.isA(MAP)) {
      return of.argument(MAP, 1);
    }
    boolean isIndex = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    if (isIndex && (of.isA(LIST) || of.element() != null)) {
      return element(of);
    }
    var found = of.members().stream().filter(m -> name.equals(m.property())).toList();
    return found.isEmpty() ? missing(of, "property " + name, properties(of)) : type(found);
  }

  /** What stands at an index, or under a key, that is only known when the application runs. */
  JavaType element(JavaType of) {
    if (of.isA(OPTIONAL)) {
      return element(of.argument(OPTIONAL, 0));
    }
    if (of.isA(MAP)) {
      return of.argument(MAP, 1);
    }
    return of.isA(LIST)
        ? of.argument(LIST, 0)
        : of.element() != null ? of.element() : KnownType.ANY;
  }

  /**
   * What a method returns.
   *
   * @throws IllegalArgumentException when no object of the type has it
   */
  JavaType method(JavaType of, String name, int arguments) {
    var found =
        of.members().stream().filter(m -> m.name().equals(name) && m.takes(arguments)).toList();
    return found.isEmpty()
        ? missing(of, "public method " + name + " with " + arguments + " parameters", Set.of())
        : type(found);
  }

  private JavaType missing(JavaType of, String what, Set<String> instead) {
    var text =
        "names no "
            + what
            + " of "
            + of.name()
            + (instead.isEmpty() ? "" : "; expected one of " + instead);
    // a list takes nothing but an index, whatever class it has
    if (!of.isOpen() || of.isA(LIST) && what.startsWith("property")) {
      throw new IllegalArgumentException(text);
    }
    if (!(of instanceof KnownType) && !of.name().equals("java.lang.Object")) {
      doubts.accept(text);
    }
    return KnownType.ANY;
  }

  private static Set<String> properties(JavaType of) {
    var names = new TreeSet<String>();
    Predicate<String> isOwn = name -> name != null && !name.equals("class");
    of.members().stream().map(JavaType.Member::property).filter(isOwn).forEach(names::add);
    return names;
  }

  /** Overloaded methods may return different types. */
  private static JavaType type(List<JavaType.Member> found) {
    var first = found.get(0).type().get();
    boolean isOne = found.stream().allMatch(m -> m.type().get().name().equals(first.name()));
    return isOne ? first : KnownType.ANY;
  }
}
