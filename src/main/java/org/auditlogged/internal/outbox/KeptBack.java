// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Instant;

/**
 * What is kept back for one cause, for an operator. Counted, but never further than {@link
 * #COUNTED}: however many there are, asking costs little.
 *
 * @param cause whose events are refused
 * @param since when the first of those parked was refused; {@code null} when none is parked any
 *     more
 * @param held how many wait until one of theirs is taken
 * @param parked how many were refused
 */
public record KeptBack(Cause cause, Instant since, long held, long parked) {
  /** Where counting ends: as many, or more. */
  public static final int COUNTED = 10_000;
}
