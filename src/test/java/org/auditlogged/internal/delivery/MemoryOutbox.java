// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.OutboxException;
import org.auditlogged.internal.outbox.Refusal;

/**
 * An outbox in memory that keeps the contract, counts calls and fails when told. For any thread.
 */
final class MemoryOutbox implements Outbox {
  private final Clock clock;
  private final TreeMap<Long, Row> rows = new TreeMap<>();
  private final Map<UUID, Refusal> parked = new LinkedHashMap<>();
  private final List<Integer> claims = new ArrayList<>();
  private final List<Integer> acks = new ArrayList<>();
  private long last;
  private boolean broken;

  private record Row(Claimed claimed, Instant due) {}

  MemoryOutbox(Clock clock) {
    this.clock = clock;
  }

  /** Appends one entry of the given action. */
  UUID add(String action) {
    var id = UUID.randomUUID();
    var body = ("{\"action\":\"" + action + "\"}").getBytes(StandardCharsets.UTF_8);
    append(List.of(new Entry(id, "org_1", action, clock.instant(), body)));
    return id;
  }

  void add(int count) {
    for (int i = 0; i < count; i++) {
      add("thing.done_" + i);
    }
  }

  synchronized void breakDown(boolean broken) {
    this.broken = broken;
  }

  /** How many were asked for, claim by claim. */
  synchronized List<Integer> claims() {
    return List.copyOf(claims);
  }

  /** How many were acked, call by call. */
  synchronized List<Integer> acks() {
    return List.copyOf(acks);
  }

  synchronized Map<UUID, Refusal> parked() {
    return Map.copyOf(parked);
  }

  synchronized Instant dueOf(UUID id) {
    return row(id).due;
  }

  synchronized Claimed waiting(UUID id) {
    return row(id).claimed;
  }

  private Row row(UUID id) {
    return rows.values().stream()
        .filter(row -> row.claimed.entry().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public synchronized void append(List<Entry> entries) {
    for (var entry : entries) {
      var now = clock.instant();
      rows.put(++last, new Row(new Claimed(last, entry, 0, false, now), now));
    }
  }

  @Override
  public synchronized List<Claimed> claim(int max, Duration lease) {
    fail();
    claims.add(max);
    var now = clock.instant();
    var claimed = new ArrayList<Claimed>();
    for (var each : rows.entrySet()) {
      if (claimed.size() < max && !each.getValue().due.isAfter(now)) {
        claimed.add(each.getValue().claimed);
        each.setValue(new Row(each.getValue().claimed, now.plus(lease)));
      }
    }
    return claimed;
  }

  @Override
  public synchronized void ack(Collection<Claimed> delivered) {
    fail();
    acks.add(delivered.size());
    delivered.forEach(each -> rows.remove(each.row()));
  }

  @Override
  public synchronized void retry(Claimed entry, Instant due) {
    fail();
    var again =
        new Claimed(
            entry.row(), entry.entry(), entry.attempts() + 1, entry.isShrunk(), entry.appendedAt());
    rows.computeIfPresent(entry.row(), (key, row) -> new Row(again, due));
  }

  @Override
  public synchronized void park(Claimed entry, Refusal refusal) {
    fail();
    rows.remove(entry.row());
    parked.put(entry.entry().id(), refusal);
  }

  @Override
  public synchronized Optional<Instant> nextDue() {
    fail();
    return rows.values().stream().map(Row::due).min(Instant::compareTo);
  }

  @Override
  public synchronized Counts counts() {
    return new Counts(rows.size(), parked.size());
  }

  @Override
  public void check() {}

  @Override
  public void close() {}

  private void fail() {
    if (broken) {
      throw new OutboxException("broken by the test", null);
    }
  }
}
