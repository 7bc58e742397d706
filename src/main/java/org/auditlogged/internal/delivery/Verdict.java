// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import org.auditlogged.internal.outbox.Refusal;

/** What became of one sending. */
public sealed interface Verdict {

  /** Stored by WorkOS: ack. */
  record Delivered() implements Verdict {}

  /**
   * Not taken now, or nobody knows: send again with the same key and body.
   *
   * @param isInDoubt whether it may have been stored all the same
   */
  record Unavailable(String reason, boolean isInDoubt) implements Verdict {
    /** When nobody knows. */
    public Unavailable(String reason) {
      this(reason, true);
    }
  }

  /**
   * Over the rate limit: everybody waits.
   *
   * @param pause as long as asked for; {@code null} when nothing was said
   */
  record Throttled(Duration pause) implements Verdict {}

  /** The key is wrong or powerless: nothing is sent but one probe per backoff. */
  record Halted(String reason) implements Verdict {}

  /** Refused for good: park. */
  record Refused(Refusal refusal) implements Verdict {}

  /** Too large, but a smaller body is worth one try. */
  record TooLarge(byte[] smaller) implements Verdict {}
}
