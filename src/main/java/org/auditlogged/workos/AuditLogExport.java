// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * An export that WorkOS makes or has made. Immutable and safe between threads.
 *
 * @param id its id
 * @param state how far it is
 * @param url where the CSV is, for ten minutes since the export was asked for; {@code null} unless
 *     it is ready. Whoever has it can read the export: it stands in no text of this class
 * @param createdAt when it was asked for
 * @param updatedAt when it changed last
 */
public record AuditLogExport(
    String id, State state, URI url, Instant createdAt, Instant updatedAt) {
  /** Checks. */
  public AuditLogExport {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }

  /** How far an export is. */
  public enum State {
    /** It is being made. */
    PENDING,
    /** It can be downloaded. */
    READY,
    /** It failed for good. */
    ERROR,
    /** It is gone. */
    EXPIRED,
    /** A state that this version does not know. */
    OTHER
  }

  @Override
  public String toString() {
    return "AuditLogExport[id=%s, state=%s, createdAt=%s, updatedAt=%s]"
        .formatted(id, state, createdAt, updatedAt);
  }
}
