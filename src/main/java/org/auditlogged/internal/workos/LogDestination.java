// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.auditlogged.internal.delivery.Destination;
import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.internal.outbox.Claimed;

/**
 * For development: prints each event's body as one line of the logger {@code
 * org.auditlogged.events}. Invariant: takes everything. For any thread.
 */
public final class LogDestination implements Destination {
  private final System.Logger logger;

  public LogDestination() {
    this(System.getLogger("org.auditlogged.events"));
  }

  LogDestination(System.Logger logger) {
    this.logger = logger;
  }

  @Override
  public Optional<Obstacle> obstacle() {
    return Optional.empty();
  }

  @Override
  public Verdict send(Claimed entry) {
    logger.log(System.Logger.Level.INFO, new String(entry.entry().body(), StandardCharsets.UTF_8));
    return new Verdict.Delivered();
  }
}
