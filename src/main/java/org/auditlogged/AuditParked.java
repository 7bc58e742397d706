// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The events that WorkOS refused for good: what there are, and what becomes of them once their
 * reason is gone. {@code @Inject} it. For any thread. Memory is bounded however many there are.
 *
 * <pre>{@code
 * parked.ofAction("user.signed_in").send();      // after its schema was corrected in WorkOS
 * parked.of(id).discard("a test, nobody needs it");
 * }</pre>
 *
 * <p>What you inject is all of them; the methods that return an {@code AuditParked} narrow it down
 * to some, and may be combined.
 */
public interface AuditParked {

  /**
   * Those of one action.
   *
   * @param action the action
   * @return of these, those
   */
  AuditParked ofAction(String action);

  /**
   * Those of one organization.
   *
   * @param organization its id
   * @return of these, those
   */
  AuditParked ofOrganization(String organization);

  /**
   * The one of an id.
   *
   * @param id the event's id
   * @return of these, that one, if it is there
   */
  AuditParked of(UUID id);

  /**
   * What there is, the oldest first, read page by page as the stream goes on.
   *
   * @return the events
   */
  Stream<Event> events();

  /**
   * What would be sent of an event.
   *
   * @param id the event's id
   * @return the request body, a JSON text; empty when it is not parked
   */
  Optional<String> body(UUID id);

  /**
   * Lets them go again, each once, with its id and body as before. One that is refused again is
   * parked again.
   *
   * @return how many
   */
  long send();

  /**
   * Gives them up: they are gone, but for a row in the outbox's file that says what each was, why
   * it was refused, and when and why it was discarded.
   *
   * @param reason why, for those who ask later
   * @return how many
   * @throws IllegalArgumentException when the reason is blank
   */
  long discard(String reason);

  /**
   * A parked event.
   *
   * @param id its id
   * @param organization the organization it is for, or {@code null}
   * @param action its action
   * @param occurredAt when the act began
   * @param parkedAt when it was refused
   * @param parkedBy what it was refused for: {@code action}, {@code organization} or {@code event}
   * @param status WorkOS's status, or 0 when it was never sent
   * @param reason WorkOS's words, its status first
   */
  record Event(
      UUID id,
      String organization,
      String action,
      Instant occurredAt,
      Instant parkedAt,
      String parkedBy,
      int status,
      String reason) {}
}
