// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import java.time.Instant;
import java.util.Objects;

/**
 * A schema that WorkOS has. It never changes; a new one becomes a further version. Immutable and
 * safe between threads.
 *
 * @param version its number, from 1
 * @param schema what it demands
 * @param createdAt since when it is there
 */
public record AuditLogSchemaVersion(int version, AuditLogSchema schema, Instant createdAt) {
  /** Checks. */
  public AuditLogSchemaVersion {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(createdAt, "createdAt");
  }
}
