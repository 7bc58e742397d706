// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.auditlogged.internal.outbox.Ledger.Note;

/**
 * What an outbox should do, in memory and without any cleverness: the oracle of the model test, and
 * what the courier's tests take from.
 */
public class NaiveOutbox implements Outbox {
  private final Clock clock;
  private final Map<UUID, Row> rows = new LinkedHashMap<>();
  private final Map<Note, Long> notes = new EnumMap<>(Note.class);
  private final Parked parkedEntries = new NaiveParked();
  private long captured;
  private long delivered;
  private long discarded;
  private long places;
  private boolean closed;

  private static final class Row {
    Claimed entry;
    Instant due = Instant.MIN;
    boolean leased;
    Refusal refusal;
    Instant parkedAt;
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
      captured += rows.putIfAbsent(entry.id(), row) == null ? 1 : 0;
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
      this.delivered += find(entry).map(row -> rows.remove(entry.entry().id())).isPresent() ? 1 : 0;
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
      row.parkedAt = clock.instant();
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
  public synchronized Ledger ledger() {
    ensureOpen();
    long parked = rows.values().stream().map(row -> row.refusal).filter(Objects::nonNull).count();
    long lost = notes.getOrDefault(Note.LOST, 0L);
    return new Ledger(
        captured + lost,
        delivered,
        rows.size() - parked,
        parked,
        discarded,
        lost,
        notes.getOrDefault(Note.CUT, 0L),
        notes.getOrDefault(Note.TWICE, 0L));
  }

  @Override
  public synchronized void note(Note what, long count) {
    notes.merge(what, count, Long::sum);
  }

  @Override
  public synchronized Optional<Instant> oldest() {
    ensureOpen();
    return rows.values().stream()
        .filter(row -> row.refusal == null)
        .map(row -> row.entry.appendedAt())
        .findFirst();
  }

  @Override
  public Parked parkedEntries() {
    return parkedEntries;
  }

  private final class NaiveParked implements Parked {
    @Override
    public List<ParkedEntry> list(Selection which, long after, int max) {
      synchronized (NaiveOutbox.this) {
        return those(which)
            .filter(row -> row.entry.row() > after)
            .limit(max)
            .map(
                row ->
                    new ParkedEntry(
                        row.entry.row(),
                        row.entry.entry().id(),
                        row.entry.entry().organization(),
                        row.entry.entry().action(),
                        row.entry.entry().occurredAt(),
                        row.entry.attempts(),
                        row.parkedAt,
                        row.refusal))
            .toList();
      }
    }

    @Override
    public Optional<byte[]> body(UUID id) {
      synchronized (NaiveOutbox.this) {
        return those(Selection.of(id)).map(row -> row.entry.entry().body()).findFirst();
      }
    }

    @Override
    public long release(Selection which) {
      return NaiveOutbox.this.release(which, Integer.MAX_VALUE);
    }

    @Override
    public long discard(Selection which, String reason, String by) {
      synchronized (NaiveOutbox.this) {
        var gone = those(which).toList();
        gone.forEach(row -> rows.remove(row.entry.entry().id()));
        discarded += gone.size();
        return gone.size();
      }
    }

    private Stream<Row> those(Selection which) {
      ensureOpen();
      return rows.values().stream()
          .filter(row -> row.refusal != null)
          .filter(row -> which.has(row.entry.entry()));
    }
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
