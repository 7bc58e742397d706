// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * What the couriers of all nodes that share an outbox know of the destination together: whether
 * anything can be sent now, and how many of them share its limits. Invariant: a standing is
 * replaced by one node only, and probed by one node at a time.
 *
 * <p>For a courier's thread. Throws {@link OutboxException} when the store fails.
 */
public interface Account {

  /** A node that shares with nobody. */
  Account ALONE =
      new Account() {
        @Override
        public Shared look() {
          return new Shared(Standing.OPEN, 1);
        }

        @Override
        public boolean change(Standing from, Standing to) {
          return true;
        }

        @Override
        public boolean mayProbe(Standing standing, Duration lease) {
          return true;
        }

        @Override
        public boolean isShared() {
          return false;
        }
      };

  /**
   * What all nodes have found out.
   *
   * @param version grows with each change, from 0
   * @param why the name of what stands in the way; empty when nothing does
   * @param attempt how many failures in a row
   * @param until nothing is sent before; by the outbox's clock
   * @param text for people; empty when nothing stands in the way
   * @param slowed how often the destination asked for fewer sendings, since the table was made
   */
  record Standing(long version, String why, int attempt, Instant until, String text, long slowed) {
    public static final Standing OPEN = new Standing(0, "", 0, Instant.EPOCH, "", 0);

    public boolean isOpen() {
      return why.isEmpty();
    }
  }

  /**
   * How things are.
   *
   * @param standing what all have found out
   * @param nodes how many live, this one included; at least 1
   */
  record Shared(Standing standing, int nodes) {}

  /** Says that this node lives, and hears how things are. One short question. */
  Shared look();

  /**
   * Says what this node found out. The version of {@code to} is one more than that of {@code from}.
   *
   * @return false when another node was faster; then nothing changed
   */
  boolean change(Standing from, Standing to);

  /**
   * Whether this node is the one that may find out whether a standing still holds: until the lease
   * ends, or the standing changes, no other is.
   */
  boolean mayProbe(Standing standing, Duration lease);

  /** Whether other nodes may be there at all. */
  default boolean isShared() {
    return true;
  }
}
