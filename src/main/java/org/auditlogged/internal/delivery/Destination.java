// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.util.Optional;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Claimed;

/** Where the courier sends. For several threads at once. */
public interface Destination {

  /**
   * What keeps the destination from being used at all, known without any sending: a missing key.
   * Cheap; asked before each claim, so that it may come and go while the application runs.
   *
   * @return what the operator is told, or empty
   */
  Optional<Obstacle> obstacle();

  /**
   * Sends one entry and waits for the answer, within the destination's own time limits.
   *
   * @return what became of it; never {@code null} and never an exception for what the other side
   *     did
   */
  Verdict send(Claimed entry);

  /**
   * Why nothing can be sent.
   *
   * @param message the message for the operator
   * @param detail what its place holds, or {@code null} when it has none
   */
  record Obstacle(Message message, String detail) {
    String text() {
      return message.text(detail);
    }
  }
}
