// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.util.Optional;

/** How the audit trail is doing, as seen now. {@code @Inject} it. For any thread. */
public interface AuditStatus {

  /**
   * Events in the outbox that are still to be sent.
   *
   * @return how many
   */
  long waiting();

  /**
   * Events that WorkOS refused for good; they are kept in the outbox.
   *
   * @return how many
   */
  long parked();

  /**
   * Events that WorkOS took since the outbox's file was made, restarts included.
   *
   * @return how many
   */
  long delivered();

  /**
   * Events that could not be kept since the outbox's file was made.
   *
   * @return how many; anything but 0 needs an operator
   */
  long lost();

  /**
   * Events that were larger than WorkOS takes, or than {@code auditlogged.max-event-size}, since
   * the outbox's file was made; they were kept without some of what they held, and their metadata
   * {@code truncated} says what.
   *
   * @return how many
   */
  long cut();

  /**
   * Why nothing is being delivered just now.
   *
   * @return the reason, for people; empty when delivery goes on
   */
  Optional<String> obstacle();
}
