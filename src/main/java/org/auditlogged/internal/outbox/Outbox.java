// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where events are safe from the moment a call was captured until WorkOS took them.
 *
 * <p>Order of calls for one entry:
 *
 * <ol>
 *   <li>{@link #append}: durable on return.
 *   <li>{@link #claim}: handed to one courier, which alone may settle it until the lease runs out.
 *   <li>one of {@link #ack} (delivered, gone), {@link #retry} (due again later), {@link #park}
 *       (refused for good, kept); or none, when the courier died: then the lease runs out and it is
 *       claimed again.
 * </ol>
 *
 * <p>So an entry is handed out at least once, and never to two couriers at a time. Memory is
 * bounded whatever the backlog. Every method is for any thread, throws {@link OutboxException} when
 * the store fails, and a caller's interrupt neither breaks it nor is swallowed by it.
 */
public interface Outbox extends AutoCloseable {

  /**
   * Keeps all entries or none. Durable on return, as configured. Entries whose id and time are
   * already there are not kept twice.
   *
   * @throws OutboxException when they could not be kept; {@link OutboxException.Full} when there is
   *     no room
   */
  void append(List<Entry> entries);

  /**
   * Whether the calling thread is in a transaction that {@link #join} can be a part of. Never
   * fails: where it cannot be told, it is not.
   */
  default boolean canJoin() {
    return false;
  }

  /**
   * Keeps all entries or none, as a part of the transaction that the calling thread is in: they are
   * there once that is committed, and never were when it is not.
   *
   * @return false when that cannot be, and nothing was done: no transaction, or none that reaches
   *     this outbox
   * @throws OutboxException when they could not be kept; the transaction may go on
   */
  default boolean join(List<Entry> entries) {
    return false;
  }

  /**
   * Keeps what another outbox has claimed, with its past: as {@link #append}, which of an entry
   * that is there already keeps nothing twice.
   */
  default void adopt(List<Claimed> entries) {
    append(entries.stream().map(Claimed::entry).toList());
  }

  /**
   * Up to {@code max} entries that are due, leased until now plus {@code lease}. An entry that was
   * leased and not settled by then is due again.
   *
   * <p>Oldest first by the time they were first appended, with two exceptions: urgent ones
   * overtake, as long as both wait one for one; and those that failed before have a quarter of the
   * turns, and all that nobody else wants.
   *
   * @param again how many of those that failed before may be among them
   */
  List<Claimed> claim(int max, int again, Duration lease);

  /** As many as there are of each kind. */
  default List<Claimed> claim(int max, Duration lease) {
    return claim(max, max, lease);
  }

  /**
   * One entry that is due, to find out whether any is taken; leased as by {@link #claim}.
   *
   * @param again whether rather one that failed before, or one that never did
   * @param from where in the queue to look for it: 0 is the oldest, and so on up to 1
   */
  Optional<Claimed> probe(boolean again, double from, Duration lease);

  /**
   * Delivered: gone. May be forgotten in a crash; then the entries come again. Unknown ones are
   * ignored.
   */
  void ack(Collection<Claimed> delivered);

  /**
   * Not delivered this time: {@code attempts + 1}, due again at {@code due}. Body and past are
   * replaced by the given entry's, which may come from {@link Claimed#shrunk} and {@link
   * Claimed#failed}.
   */
  void retry(Claimed entry, Instant due);

  /** Refused for good: kept aside with its body, claimed no more. */
  void park(Claimed entry, Refusal refusal);

  /**
   * Parked entries go back to their places among those that are due, their reasons forgotten. No
   * more than {@code max} of them, the oldest first: many are released in pieces, so that nobody
   * waits for long.
   *
   * @return how many; fewer than {@code max} when none is left
   */
  int release(Selection which, int max);

  /**
   * Not sent, because others like them were refused: kept back, claimed no more, still waiting.
   *
   * @param by what all of them share with those that were refused
   */
  void hold(Collection<Claimed> entries, Refusal.By by);

  /** The oldest that is held for this cause, leased as by {@link #claim}. */
  Optional<Claimed> claimHeld(Cause cause, Duration lease);

  /**
   * Entries held for this cause go back to their places, and then those parked for it, each no
   * sooner than a time that doubles with each of its refusals, up to a day.
   *
   * @return how many; fewer than {@code max} when no more may go now
   */
  int resume(Cause cause, int max);

  /** When one of those parked or held for this cause may go again; empty when there is none. */
  Optional<Instant> resumable(Cause cause);

  /** For which causes entries are parked or held: no more than {@code max} of either kind. */
  List<Cause> causes(int max);

  /** The same, and how many of each. */
  List<KeptBack> keptBack(int max);

  /**
   * When the next entry is due or its lease runs out; in the past when one is due now; empty when
   * none waits but those that are held.
   */
  Optional<Instant> nextDue();

  /** What has come and where each of it is, all as of one moment. */
  Ledger ledger();

  /**
   * Counts in the ledger what the store cannot see by itself. Never fails: while the store does, it
   * is kept in memory.
   */
  void note(Ledger.Note what, long count);

  /** When the oldest entry that waits was first appended; empty when none does. */
  Optional<Instant> oldest();

  /** What those who take from this outbox know together. */
  default Account account() {
    return Account.ALONE;
  }

  /** The entries that are parked. */
  Parked parkedEntries();

  /** How many wait and are parked. */
  default Counts counts() {
    var ledger = ledger();
    return new Counts(ledger.waiting(), ledger.parked());
  }

  /**
   * Returns when an append would find the outbox open and with room, as far as can be told without
   * one.
   *
   * @throws OutboxException when not
   */
  void check();

  /** Idempotent. What was appended stays; claims not settled are left to their leases. */
  @Override
  void close();

  /**
   * How many entries there are.
   *
   * @param waiting appended and not yet delivered or parked, leased ones included
   * @param parked refused for good
   */
  record Counts(long waiting, long parked) {}
}
