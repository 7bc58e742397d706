// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Instant;

/**
 * An entry handed to a courier.
 *
 * @param row the store's own key
 * @param entry the entry
 * @param attempts how often it was sent before, 0 at first
 * @param isShrunk whether its body was already cut for being too large
 * @param appendedAt when it was first appended
 */
public record Claimed(long row, Entry entry, int attempts, boolean isShrunk, Instant appendedAt) {

  /** The same with a smaller body, to be given to {@link Outbox#retry}. */
  public Claimed shrunk(byte[] smaller) {
    return new Claimed(row, entry.withBody(smaller), attempts, true, appendedAt);
  }
}
