// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The outbox of other processes, be they running or not, as an operator sees it. Invariants: opened
 * to read, nothing is changed; opened to change, parked entries only are, in short transactions
 * that enter the ledger. The others need not be told: they find out by themselves. For one thread;
 * every method throws {@link OutboxException} when the store fails.
 */
public interface OthersOutbox extends AutoCloseable {

  /**
   * An entry that waits.
   *
   * @param due when it is sent, or its lease runs out; {@code null} at once, or when it is held
   * @param heldBy for what it is held until another of its action or organization is taken; {@code
   *     null} when it is not
   */
  record Waiting(
      UUID id,
      String organization,
      String action,
      Instant occurredAt,
      Instant appendedAt,
      int attempts,
      Instant due,
      Refusal.By heldBy) {}

  /** What has come and where each of it is. */
  Ledger ledger();

  /** When the oldest entry that waits was first appended. */
  Optional<Instant> oldest();

  /** For what events are kept back; no more than {@code max} actions, and as many organizations. */
  List<KeptBack> keptBack(int max);

  /** The oldest of those that wait. */
  List<Waiting> waiting(int max);

  /** What is parked. */
  Parked parked();

  /** The time that entries go by. */
  Clock clock();

  @Override
  void close();
}
