// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * One event as the outbox keeps it: the finished request body, and what an operator asks for.
 *
 * @param id the event's id and WorkOS's idempotency key
 * @param organization the organization it goes to, or {@code null}
 * @param action the event's action
 * @param occurredAt when the act began
 * @param body the finished request body; exactly these bytes are sent. Not copied: nobody changes
 *     it
 * @param isUrgent whether it may overtake others
 */
public record Entry(
    UUID id,
    String organization,
    String action,
    Instant occurredAt,
    byte[] body,
    boolean isUrgent) {

  /** One that takes its turn. */
  public Entry(UUID id, String organization, String action, Instant occurredAt, byte[] body) {
    this(id, organization, action, occurredAt, body, false);
  }

  /** The same, overtaking others. */
  public Entry urgent() {
    return new Entry(id, organization, action, occurredAt, body, true);
  }

  Entry withBody(byte[] other) {
    return new Entry(id, organization, action, occurredAt, other, isUrgent);
  }

  Entry inTurn() {
    return new Entry(id, organization, action, occurredAt, body);
  }
}
