// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * This node's clock, put right by the database's, so that leases and backoffs mean the same on all
 * nodes. Invariant: it differs from the database's by no more than a question takes, and what this
 * node's has drifted since the last. For any thread.
 */
final class SharedClock extends Clock {
  /** How long an answer may have been under way to say what time it is. */
  private static final Duration SLOWEST = Duration.ofSeconds(1);

  private final Clock own;
  private volatile Duration ahead = Duration.ZERO;

  SharedClock(Clock own) {
    this.own = own;
  }

  /**
   * Asks what time it is, before anything else of a transaction does; changes nothing when the
   * answer took too long to say.
   */
  Void set(Statements statements, Dialect dialect) throws SQLException {
    var query = statements.of(dialect.now());
    long before = own.millis();
    try (var row = query.executeQuery()) {
      row.next();
      long after = own.millis();
      if (after - before < SLOWEST.toMillis()) {
        ahead = Duration.ofMillis(row.getLong(1) - (before + after) / 2);
      }
    }
    return null;
  }

  @Override
  public Instant instant() {
    return own.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return own.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
