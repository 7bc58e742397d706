// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.List;
import java.util.function.Supplier;

/**
 * A type of the application, as the compiler or the running application knows it: just so much that
 * the same is found out about it from either side.
 */
public interface JavaType {

  /** For people: {@code com.acme.Login}. */
  String name();

  /** Whether it is that class or interface, or below it; a primitive is what it is boxed to. */
  boolean isA(String type);

  /** What it says for a type parameter of one that it is; {@link KnownType#ANY} when nothing. */
  JavaType argument(String type, int index);

  /** Of an array; {@code null} of all others. */
  JavaType element();

  /** Whether an object of it may well have more members than it has: it is abstract. */
  boolean isOpen();

  /** The public methods, inherited ones as well. */
  List<Member> members();

  /**
   * A public method.
   *
   * @param name its name
   * @param parameters how many it has
   * @param isVariable whether the last may be given many times or not at all
   * @param isComponent whether it reads a component of a record
   * @param type what it returns; asked for only when it is needed
   */
  record Member(
      String name,
      int parameters,
      boolean isVariable,
      boolean isComponent,
      Supplier<JavaType> type) {

    boolean takes(int arguments) {
      return isVariable ? arguments >= parameters - 1 : arguments == parameters;
    }

    /** The property that it reads, or {@code null}. */
    String property() {
      if (parameters > 0) {
        return null;
      }
      if (isComponent) {
        return name;
      }
      int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : name.length();
      if (prefix >= name.length() || !Character.isUpperCase(name.charAt(prefix))) {
        return null;
      }
      var rest = name.substring(prefix);
      // as beans have it: getURL reads URL
      return rest.length() > 1 && Character.isUpperCase(rest.charAt(1))
          ? rest
          : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }
  }
}
