// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.NaiveOutbox;
import org.auditlogged.internal.outbox.OutboxException;
import org.auditlogged.internal.outbox.Refusal;

/** The naive outbox, which also counts calls and fails when told. For any thread. */
final class MemoryOutbox extends NaiveOutbox {
  private final Clock clock;
  private final List<Integer> claims = new ArrayList<>();
  private final List<Integer> acks = new ArrayList<>();
  private boolean broken;
  private Runnable onClaim = () -> {};

  MemoryOutbox(Clock clock) {
    super(clock);
    this.clock = clock;
  }

  /** Appends one entry of the given action. */
  UUID add(String action) {
    var id = UUID.randomUUID();
    var body = ("{\"action\":\"" + action + "\"}").getBytes(StandardCharsets.UTF_8);
    append(List.of(new Entry(id, "org_1", action, clock.instant(), body)));
    return id;
  }

  void addUrgent(String action) {
    append(
        List.of(
            new Entry(UUID.randomUUID(), "org_1", action, clock.instant(), new byte[0]).urgent()));
  }

  void add(int count) {
    for (int i = 0; i < count; i++) {
      add("thing.done_" + i);
    }
  }

  synchronized void breakDown(boolean broken) {
    this.broken = broken;
  }

  /** Runs within each claim, before it looks. */
  void onClaim(Runnable action) {
    onClaim = action;
  }

  /** How many were asked for, claim by claim. */
  synchronized List<Integer> claims() {
    return List.copyOf(claims);
  }

  /** How many were acked, call by call. */
  synchronized List<Integer> acks() {
    return List.copyOf(acks);
  }

  @Override
  public synchronized List<Claimed> claim(int max, int again, Duration lease) {
    fail();
    claims.add(max);
    onClaim.run();
    return super.claim(max, again, lease);
  }

  @Override
  public synchronized void ack(Collection<Claimed> delivered) {
    fail();
    acks.add(delivered.size());
    super.ack(delivered);
  }

  @Override
  public synchronized void retry(Claimed entry, Instant due) {
    fail();
    super.retry(entry, due);
  }

  @Override
  public synchronized void park(Claimed entry, Refusal refusal) {
    fail();
    super.park(entry, refusal);
  }

  @Override
  public synchronized Optional<Instant> nextDue() {
    fail();
    return super.nextDue();
  }

  private void fail() {
    if (broken) {
      throw new OutboxException("broken by the test", null);
    }
  }
}
