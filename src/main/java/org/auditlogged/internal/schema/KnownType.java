// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A type that needs neither compiler nor class. Immutable.
 *
 * @param name for people
 * @param is what it is
 * @param arguments its type arguments, for whatever it is
 * @param isOpen whether there may be more to it
 * @param properties what it has
 */
public record KnownType(
    String name,
    Set<String> is,
    List<JavaType> arguments,
    boolean isOpen,
    Map<String, JavaType> properties)
    implements JavaType {

  /** Nothing is known of it, so it may be everything. */
  public static final JavaType ANY = simple("anything", "java.lang.Object");

  static final JavaType TEXT = simple("a text", "java.lang.String");
  static final JavaType NUMBER = simple("a number", "java.lang.Number");
  static final JavaType BOOLEAN = simple("a boolean", "java.lang.Boolean");

  private static KnownType simple(String name, String is) {
    return new KnownType(name, Set.of(is), List.of(), true, Map.of());
  }

  static JavaType mapOf(JavaType value) {
    return new KnownType("a map", Set.of("java.util.Map"), List.of(TEXT, value), true, Map.of());
  }

  /** Something that has these properties and no others. */
  static JavaType with(String name, Map<String, JavaType> properties) {
    return new KnownType(name, Set.of(), List.of(), false, properties);
  }

  @Override
  public boolean isA(String type) {
    return is.contains(type);
  }

  @Override
  public JavaType argument(String type, int index) {
    return isA(type) && index < arguments.size() ? arguments.get(index) : ANY;
  }

  @Override
  public JavaType element() {
    return null;
  }

  @Override
  public List<Member> members() {
    var members = new ArrayList<Member>();
    properties.forEach(
        (property, type) -> {
          Supplier<JavaType> known = () -> type;
          members.add(new Member(property, 0, false, true, known));
        });
    return members;
  }
}
