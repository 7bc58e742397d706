// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import java.time.Instant;
import java.util.Objects;

/**
 * An action that WorkOS knows. Immutable and safe between threads.
 *
 * @param name its name, like {@code secret.read}
 * @param schema the schema that WorkOS names with it
 * @param createdAt since when it is there
 * @param updatedAt when it changed last
 */
public record AuditLogAction(
    String name, AuditLogSchemaVersion schema, Instant createdAt, Instant updatedAt) {
  /** Checks. */
  public AuditLogAction {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }
}
