// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A parked entry, without its body, so that many of them fit into memory.
 *
 * @param place where it stands among the others, by the time it was first appended
 * @param id the event's id
 * @param organization the organization it was for, or {@code null}
 * @param action its action
 * @param occurredAt when the act began
 * @param attempts how often it was sent before it was refused
 * @param parkedAt when it was parked
 * @param refusal why
 */
public record ParkedEntry(
    long place,
    UUID id,
    String organization,
    String action,
    Instant occurredAt,
    int attempts,
    Instant parkedAt,
    Refusal refusal) {}
