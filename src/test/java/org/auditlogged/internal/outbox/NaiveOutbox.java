// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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

  private int turn;

  private static final class Row {
    Claimed entry;
    Instant due = Instant.MIN;
    boolean leased;
    Refusal refusal;
    Instant parkedAt;
    Cause held;
    Instant again;

    boolean isAtOnce(Lane lane) {
      return refusal == null && held == null && due == Instant.MIN && Lane.of(entry) == lane;
    }

    /** What keeps it back, and from when on it may go again. */
    boolean isKeptFor(Cause cause) {
      return cause.equals(held)
          || refusal != null && Cause.of(refusal.by(), entry.entry()).equals(Optional.of(cause));
    }

    void back() {
      refusal = null;
      held = null;
      again = null;
      due = Instant.MIN;
      leased = false;
    }

    /** Nobody knows what became of a sending whose lease ended. */
    void doubt() {
      var past = entry.past();
      if (leased && refusal == null && past.doubtedAt() == null) {
        var doubtedAt = due.minus(Duration.ofMinutes(10));
        entry =
            new Claimed(
                entry.row(),
                entry.entry(),
                entry.attempts(),
                entry.isShrunk(),
                entry.appendedAt(),
                new Claimed.Past(past.refusals(), past.hasFailed(), doubtedAt));
      }
    }

    Claimed lease(Instant until) {
      due = until;
      leased = true;
      held = null;
      again = null;
      return entry;
    }
  }

  public NaiveOutbox(Clock clock) {
    this.clock = clock;
  }

  /** As after a restart of the process. */
  synchronized void reopen() {
    closed = false;
    turn = 0;
    for (var row : rows.values()) {
      if (row.leased || row.due.isAfter(clock.instant().plus(Duration.ofMinutes(10)))) {
        row.doubt();
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
    adopt(entries.stream().map(entry -> new Claimed(0, entry, 0, false, clock.instant())).toList());
  }

  @Override
  public synchronized void adopt(List<Claimed> entries) {
    ensureOpen();
    for (var each : entries) {
      var row = new Row();
      row.entry =
          new Claimed(
              ++places,
              each.entry(),
              each.attempts(),
              each.isShrunk(),
              each.appendedAt(),
              each.past());
      captured += rows.putIfAbsent(each.entry().id(), row) == null ? 1 : 0;
    }
  }

  @Override
  public synchronized List<Claimed> claim(int max, int again, Duration lease) {
    ensureOpen();
    if (max <= 0) {
      return List.of();
    }
    putBack();
    var shares = new int[3];
    for (var lane : Lane.values()) {
      int most = lane == Lane.AGAIN ? Math.min(again, max) : max;
      shares[lane.ordinal()] = Math.min(most, lane(lane).size());
    }
    shares = Lane.share(shares, max, turn);
    var claimed = new ArrayList<Claimed>();
    for (var lane : Lane.values()) {
      for (var row : lane(lane).subList(0, shares[lane.ordinal()])) {
        claimed.add(row.lease(clock.instant().plus(lease)));
        turn++;
      }
    }
    return claimed;
  }

  @Override
  public synchronized Optional<Claimed> probe(boolean again, double from, Duration lease) {
    ensureOpen();
    putBack();
    for (var lane : Lane.probing(again)) {
      var rows = lane(lane);
      if (!rows.isEmpty()) {
        long first = rows.get(0).entry.row();
        long span = rows.get(rows.size() - 1).entry.row() - first;
        return rows.stream()
            .filter(row -> row.entry.row() >= first + (long) (span * from))
            .findFirst()
            .map(row -> row.lease(clock.instant().plus(lease)));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized Optional<Claimed> claimHeld(Cause cause, Duration lease) {
    ensureOpen();
    return rows.values().stream()
        .filter(row -> cause.equals(row.held))
        .findFirst()
        .map(row -> row.lease(clock.instant().plus(lease)));
  }

  private List<Row> lane(Lane lane) {
    return rows.values().stream().filter(row -> row.isAtOnce(lane)).toList();
  }

  /** What a claim has found due stays due, though the clock be put back. */
  private void putBack() {
    for (var row : rows.values()) {
      if (!row.due.isAfter(clock.instant())) {
        row.doubt();
        row.due = Instant.MIN;
        row.leased = false;
      }
    }
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
      row.back();
      row.due = due.isAfter(clock.instant()) ? due : Instant.MIN;
      row.entry =
          new Claimed(
              entry.row(),
              entry.entry(),
              entry.attempts() + 1,
              entry.isShrunk(),
              entry.appendedAt(),
              new Claimed.Past(
                  row.entry.past().refusals(),
                  entry.past().hasFailed(),
                  Optional.ofNullable(row.entry.past().doubtedAt())
                      .orElse(entry.past().doubtedAt())));
    }
  }

  @Override
  public synchronized void park(Claimed entry, Refusal refusal) {
    ensureOpen();
    var row = find(entry).filter(found -> found.refusal == null).orElse(null);
    if (row != null) {
      row.back();
      row.refusal = refusal;
      row.parkedAt = clock.instant();
      var past = row.entry.past();
      var wait = Duration.ofSeconds(1).multipliedBy(1L << Math.min(past.refusals(), 17));
      row.again = clock.instant().plus(Collections.min(List.of(wait, Duration.ofDays(1))));
      row.entry =
          new Claimed(
              entry.row(),
              row.entry.entry().withBody(entry.entry().body()),
              row.entry.attempts(),
              entry.isShrunk(),
              entry.appendedAt(),
              new Claimed.Past(past.refusals() + 1, past.hasFailed(), past.doubtedAt()));
    }
  }

  @Override
  public synchronized void hold(Collection<Claimed> entries, Refusal.By by) {
    ensureOpen();
    for (var entry : entries) {
      var row = find(entry).filter(found -> found.due.isAfter(Instant.MIN)).orElse(null);
      if (row != null && row.refusal == null && row.held == null) {
        row.back();
        row.held = Cause.of(by, entry.entry()).orElseThrow();
        row.again = Instant.EPOCH;
      }
    }
  }

  @Override
  public synchronized int resume(Cause cause, int max) {
    ensureOpen();
    var kept =
        rows.values().stream()
            .filter(row -> row.isKeptFor(cause) && !row.again.isAfter(clock.instant()))
            .sorted(Comparator.comparing(row -> row.again))
            .limit(max)
            .toList();
    kept.forEach(Row::back);
    return kept.size();
  }

  @Override
  public synchronized Optional<Instant> resumable(Cause cause) {
    ensureOpen();
    return rows.values().stream()
        .filter(row -> row.isKeptFor(cause))
        .map(row -> row.again)
        .min(Instant::compareTo);
  }

  @Override
  public synchronized List<Cause> causes(int max) {
    ensureOpen();
    var causes = new ArrayList<Cause>();
    for (var by : List.of(Refusal.By.ACTION, Refusal.By.ORGANIZATION)) {
      rows.values().stream()
          .flatMap(row -> Cause.of(by, row.entry.entry()).filter(row::isKeptFor).stream())
          .distinct()
          .sorted(Comparator.comparing(Cause::of))
          .limit(max)
          .forEach(causes::add);
    }
    return causes;
  }

  @Override
  public synchronized List<KeptBack> keptBack(int max) {
    return causes(max).stream()
        .map(
            cause -> {
              var kept = rows.values().stream().filter(row -> row.isKeptFor(cause)).toList();
              var parked = kept.stream().filter(row -> row.refusal != null).toList();
              var since = parked.stream().map(row -> row.parkedAt).min(Instant::compareTo);
              return new KeptBack(
                  cause, since.orElse(null), kept.size() - parked.size(), parked.size());
            })
        .toList();
  }

  @Override
  public synchronized int release(Selection which, int max) {
    ensureOpen();
    var chosen =
        rows.values().stream()
            .filter(row -> row.refusal != null && which.has(row.entry.entry()))
            .limit(max)
            .toList();
    chosen.forEach(Row::back);
    return chosen.size();
  }

  @Override
  public synchronized Optional<Instant> nextDue() {
    ensureOpen();
    return rows.values().stream()
        .filter(row -> row.refusal == null && row.held == null)
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
