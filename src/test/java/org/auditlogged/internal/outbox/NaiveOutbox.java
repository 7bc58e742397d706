// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What an outbox should do, in memory and without any cleverness: the oracle of the model test, and
 * what the courier's tests take from.
 */
public class NaiveOutbox implements Outbox {
  private final Clock clock;
  private final Map<UUID, Row> rows = new LinkedHashMap<>();
  private long places;
  private boolean closed;

  private static final class Row {
    Claimed entry;
    Instant due = Instant.MIN;
    boolean leased;
    Refusal refusal;
  }

  public NaiveOutbox(Clock clock) {
    this.clock = clock;
  }

  /** As after a restart of the process. */
  synchronized void reopen() {
    closed = false;
    for (var row : rows.values()) {
      if (row.leased) {
        row.due = Instant.MIN;
        row.leased = false;
      }
    }
  }

  /** When it is due; long ago when that is at once. */
  public synchronized Instant dueOf(UUID id) {
    return rows.get(id).due;
  }

  public synchronized Map<UUID, Refusal> parked() {
    var parked = new LinkedHashMap<UUID, Refusal>();
    rows.forEach(
        (id, row) -> {
          if (row.refusal != null) {
            parked.put(id, row.refusal);
          }
        });
    return parked;
  }

  @Override
  public synchronized void append(List<Entry> entries) {
    ensureOpen();
    for (var entry : entries) {
      var row = new Row();
      row.entry = new Claimed(++places, entry, 0, false, clock.instant());
      rows.putIfAbsent(entry.id(), row);
    }
  }

  @Override
  public synchronized List<Claimed> claim(int max, Duration lease) {
    ensureOpen();
    var claimed = new ArrayList<Claimed>();
    for (var row : rows.values()) {
      if (max > 0 && !row.due.isAfter(clock.instant())) {
        // what a claim has found due stays due, though the clock be put back
        row.due = Instant.MIN;
        row.leased = false;
      }
      if (claimed.size() < max && row.refusal == null && row.due == Instant.MIN) {
        row.due = clock.instant().plus(lease);
        row.leased = true;
        claimed.add(row.entry);
      }
    }
    return claimed;
  }

  @Override
  public synchronized void ack(Collection<Claimed> delivered) {
    ensureOpen();
    for (var entry : delivered) {
      find(entry).ifPresent(row -> rows.remove(entry.entry().id()));
    }
  }

  @Override
  public synchronized void retry(Claimed entry, Instant due) {
    ensureOpen();
    var row = find(entry).filter(found -> found.refusal == null).orElse(null);
    if (row != null && row.entry.attempts() == entry.attempts()) {
      row.due = due.isAfter(clock.instant()) ? due : Instant.MIN;
      row.leased = false;
      row.entry =
          new Claimed(
              entry.row(),
              entry.entry(),
              entry.attempts() + 1,
              entry.isShrunk(),
              entry.appendedAt());
    }
  }

  @Override
  public synchronized void park(Claimed entry, Refusal refusal) {
    ensureOpen();
    var row = find(entry).filter(found -> found.refusal == null).orElse(null);
    if (row != null) {
      row.refusal = refusal;
      row.entry =
          new Claimed(
              entry.row(),
              entry.entry(),
              row.entry.attempts(),
              entry.isShrunk(),
              entry.appendedAt());
    }
  }

  @Override
  public synchronized int release(Selection which, int max) {
    ensureOpen();
    var chosen =
        rows.values().stream()
            .filter(row -> row.refusal != null && which.has(row.entry.entry()))
            .limit(max)
            .toList();
    for (var row : chosen) {
      row.refusal = null;
      row.due = Instant.MIN;
      row.leased = false;
    }
    return chosen.size();
  }

  @Override
  public synchronized Optional<Instant> nextDue() {
    ensureOpen();
    return rows.values().stream()
        .filter(row -> row.refusal == null)
        .map(row -> row.due)
        .min(Instant::compareTo);
  }

  @Override
  public synchronized Counts counts() {
    ensureOpen();
    long parked = rows.values().stream().map(row -> row.refusal).filter(Objects::nonNull).count();
    return new Counts(rows.size() - parked, parked);
  }

  @Override
  public synchronized void check() {
    ensureOpen();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private Optional<Row> find(Claimed entry) {
    return Optional.ofNullable(rows.get(entry.entry().id()))
        .filter(row -> row.entry.row() == entry.row());
  }

  private void ensureOpen() {
    if (closed) {
      throw new OutboxException("closed", null);
    }
  }
}
