// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

/**
 * Why an entry was refused for good.
 *
 * @param by what it was refused for, and so what has to change before it can be sent again
 * @param status WorkOS's status, or 0 when it was never sent
 * @param reason WorkOS's words, for people
 */
public record Refusal(By by, int status, String reason) {

  /** What an entry was refused for. */
  public enum By {
    /** The action is not known to WorkOS or its schema does not allow the event. */
    ACTION,
    /** The organization is not known to WorkOS, or the event has none. */
    ORGANIZATION,
    /** The event itself: malformed or too large. */
    EVENT
  }
}
