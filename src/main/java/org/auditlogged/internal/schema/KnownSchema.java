// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Map;

/**
 * A version of an action's schema as WorkOS has it. WorkOS never changes one.
 *
 * @param version its number
 * @param document what it says, as WorkOS's answer has it: {@code targets}, {@code actor}, {@code
 *     metadata}, and others that mean nothing here
 */
public record KnownSchema(int version, Map<String, Object> document) {

  /**
   * From WorkOS's answer.
   *
   * @throws IllegalArgumentException when it has no version
   */
  public static KnownSchema of(Map<String, Object> answer) {
    if (answer.get("version") instanceof Number version && version.intValue() > 0) {
      return new KnownSchema(version.intValue(), answer);
    }
    throw new IllegalArgumentException("a schema without version: " + answer.get("version"));
  }
}
