// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a metadatum can be: WorkOS knows no others. */
public enum JsonType {
  STRING,
  NUMBER,
  BOOLEAN;

  /** As JSON Schema calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<JsonType> of(Object word) {
    return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
  }

  /** What serves both: a text says whatever it has to. */
  JsonType or(JsonType other) {
    return this == other ? this : STRING;
  }
}
