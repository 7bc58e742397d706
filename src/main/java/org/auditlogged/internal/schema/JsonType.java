// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a metadatum can be: WorkOS knows no others. */
public enum JsonType {
  STRING,
  NUMBER,
  BOOLEAN;

  private static final String OPTIONAL = "java.util.Optional";
  private static final List<String> BOOLEANS =
      List.of("java.lang.Boolean", "java.util.concurrent.atomic.AtomicBoolean");
  private static final List<String> NUMBERS =
      List.of(
          "java.lang.Number",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble",
          "jakarta.json.JsonNumber");

  /** As JSON Schema calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<JsonType> called(Object word) {
    return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
  }

  /**
   * What a value of a type becomes in an event; a text where only the running application knows.
   */
  public static JsonType of(JavaType type) {
    if (type.isA(OPTIONAL)) {
      return of(type.argument(OPTIONAL, 0));
    }
    if (BOOLEANS.stream().anyMatch(type::isA)) {
      return BOOLEAN;
    }
    return NUMBERS.stream().anyMatch(type::isA) ? NUMBER : STRING;
  }

  /** What serves both: a text says whatever it has to. */
  public JsonType or(JsonType other) {
    return this == other ? this : STRING;
  }
}
