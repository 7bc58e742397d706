// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The entries that were refused for good, for an operator. Memory is bounded however many there
 * are. Every method is for any thread and throws {@link OutboxException} when the store fails; what
 * changes entries does so in pieces, so that others need not wait, and what was done before a
 * failure stays done.
 */
public interface Parked {

  /**
   * A page of them, oldest first.
   *
   * @param after the place of the last one of the page before, or 0
   */
  List<ParkedEntry> list(Selection which, long after, int max);

  /** The finished request body of one of them; empty when there is none of this id. */
  Optional<byte[]> body(UUID id);

  /**
   * Lets them wait again, due at once, with the same id and body. One that is parked meanwhile is
   * not released a second time.
   *
   * @return how many
   */
  long release(Selection which);

  /**
   * Gives them up: gone, but for a row that says what they were, and why and by whom they were
   * given up.
   *
   * @param reason why
   * @param by who says so
   * @return how many
   */
  long discard(Selection which, String reason, String by);
}
