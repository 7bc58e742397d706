// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.internal.outbox.Entries.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.auditlogged.internal.outbox.Refusal.By;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random calls, made to the real outbox and to the naive one alike; both must answer alike. A
 * failure names its seed; {@code -Doutbox.seeds=n} runs more of them.
 */
abstract class OutboxModel {
  final MutableClock clock = new MutableClock();
  private final NaiveOutbox naive = new NaiveOutbox(clock);
  private Outbox real;
  private Random random;

  /** One entry as both handed it out: their own keys for it differ. */
  private record Pair(Claimed real, Claimed naive) {}

  private final List<Pair> handedOut = new ArrayList<>();

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(Integer.getInteger("outbox.seeds", 8));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersAsTheNaiveOutboxDoes(long seed) {
    random = new Random(seed);
    real = open();
    try {
      for (int step = 0; step < 150; step++) {
        var done = step();
        var at = "seed %d, step %d, %s".formatted(seed, step, done);
        var ledger = real.ledger();
        assertThat(ledger).as(at).isEqualTo(naive.ledger());
        assertThat(accounted(ledger)).as(at).isEqualTo(ledger.captured());
        assertThat(real.oldest()).as(at).isEqualTo(naive.oldest());
        assertThat(dueOrPast(real)).as(at).isEqualTo(dueOrPast(naive));
      }
    } finally {
      real.close();
    }
  }

  private String step() {
    int choice = random.nextInt(100);
    if (choice < 30) {
      return append();
    } else if (choice < 50) {
      return claim();
    } else if (choice < 55) {
      return claimOne();
    } else if (choice < 80) {
      return settle();
    } else if (choice < 82) {
      return release();
    } else if (choice < 85) {
      return parked();
    } else if (choice < 88) {
      var what = Note.values()[random.nextInt(Note.values().length)];
      real.note(what, 2);
      naive.note(what, 2);
      return "note " + what;
    } else if (choice < 97) {
      // back as well: clocks get corrected
      var little = Duration.ofMillis(random.nextInt(40_000) - 4_000);
      clock.advance(random.nextInt(8) == 0 ? little.multipliedBy(50_000) : little);
      return "time";
    }
    real.close();
    naive.close();
    real = open();
    naive.reopen();
    return "reopen";
  }

  /** The real one, be it new or closed before, by this clock. */
  abstract Outbox open();

  private String append() {
    // few numbers, so that some are there already, waiting, leased or parked
    var entries =
        Stream.generate(() -> entry(random.nextInt(120)))
            .map(entry -> random.nextInt(5) == 0 ? entry.urgent() : entry)
            .limit(random.nextInt(12))
            .toList();
    real.append(entries);
    naive.append(entries);
    return "append";
  }

  private String claim() {
    int max = random.nextInt(8);
    var lease = Duration.ofMillis(random.nextInt(20_000));
    int again = random.nextInt(8);
    return same(real.claim(max, again, lease), naive.claim(max, again, lease), "claim");
  }

  private String claimOne() {
    var lease = Duration.ofMillis(random.nextInt(20_000));
    if (random.nextBoolean()) {
      var cause = cause();
      return same(
          real.claimHeld(cause, lease).stream().toList(),
          naive.claimHeld(cause, lease).stream().toList(),
          "claim held");
    }
    boolean again = random.nextBoolean();
    return same(
        real.probe(again, 0, lease).stream().toList(),
        naive.probe(again, 0, lease).stream().toList(),
        "probe");
  }

  private Cause cause() {
    return random.nextBoolean()
        ? new Cause(By.ACTION, "thing.done")
        : new Cause(By.ORGANIZATION, "org_" + random.nextInt(120));
  }

  private String same(List<Claimed> claimed, List<Claimed> expected, String verb) {
    assertThat(claimed).usingRecursiveComparison().ignoringFields("row").isEqualTo(expected);
    for (int i = 0; i < claimed.size(); i++) {
      handedOut.add(new Pair(claimed.get(i), expected.get(i)));
    }
    return verb;
  }

  /** Also what was settled long ago, or by another. */
  private String settle() {
    if (handedOut.isEmpty()) {
      return "nothing";
    }
    var pair = handedOut.get(random.nextInt(handedOut.size()));
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        real.ack(List.of(pair.real()));
        naive.ack(List.of(pair.naive()));
        return "ack";
      }
      case 2 -> {
        var refusal = new Refusal(By.values()[random.nextInt(3)], random.nextInt(600), "refused");
        real.park(pair.real(), refusal);
        naive.park(pair.naive(), refusal);
        return "park";
      }
      case 3 -> {
        var smaller = new byte[] {(byte) random.nextInt()};
        var due = due();
        real.retry(pair.real().shrunk(smaller), due);
        naive.retry(pair.naive().shrunk(smaller), due);
        return "retry shrunk";
      }
      case 4 -> {
        var by = random.nextBoolean() ? By.ACTION : By.ORGANIZATION;
        real.hold(List.of(pair.real()), by);
        naive.hold(List.of(pair.naive()), by);
        return "hold";
      }
      case 5 -> {
        var due = due();
        var doubtedAt = random.nextBoolean() ? clock.instant() : null;
        real.retry(pair.real().failed(doubtedAt), due);
        naive.retry(pair.naive().failed(doubtedAt), due);
        return "retry failed";
      }
      default -> {
        var due = due();
        real.retry(pair.real(), due);
        naive.retry(pair.naive(), due);
        return "retry";
      }
    }
  }

  private String release() {
    if (random.nextBoolean()) {
      var cause = cause();
      int max = 1 + random.nextInt(4);
      assertThat(real.resumable(cause)).isEqualTo(naive.resumable(cause));
      assertThat(real.causes(9)).isEqualTo(naive.causes(9));
      assertThat(real.resume(cause, max)).isEqualTo(naive.resume(cause, max));
      return "resume";
    }
    var which =
        switch (random.nextInt(3)) {
          case 0 -> Selection.ALL;
          case 1 -> Selection.of(entry(random.nextInt(120)).id());
          default -> Selection.ofOrganization("org_" + random.nextInt(120));
        };
    int max = 1 + random.nextInt(4);
    assertThat(real.release(which, max)).isEqualTo(naive.release(which, max));
    return "release";
  }

  private static long accounted(Ledger ledger) {
    return ledger.delivered()
        + ledger.waiting()
        + ledger.parked()
        + ledger.discarded()
        + ledger.lost();
  }

  private String parked() {
    assertThat(listed(real))
        .usingRecursiveComparison()
        .ignoringFields("place")
        .isEqualTo(listed(naive));
    var which =
        random.nextBoolean()
            ? Selection.of(entry(random.nextInt(120)).id())
            : List.of(
                    Selection.ALL, Selection.ofAction("no.such"), Selection.ofOrganization("org_1"))
                .get(random.nextInt(3));
    if (random.nextBoolean()) {
      assertThat(real.parkedEntries().release(which))
          .isEqualTo(naive.parkedEntries().release(which));
      return "release " + which;
    }
    assertThat(real.parkedEntries().discard(which, "old", "me"))
        .isEqualTo(naive.parkedEntries().discard(which, "old", "me"));
    return "discard " + which;
  }

  private static List<ParkedEntry> listed(Outbox outbox) {
    return outbox.parkedEntries().list(Selection.ALL, 0, 1_000);
  }

  private Instant due() {
    return clock.instant().plusMillis(random.nextInt(30_000) - 5_000);
  }

  /** What is due at once has no time to compare. */
  private Instant dueOrPast(Outbox outbox) {
    return outbox
        .nextDue()
        .map(due -> due.isAfter(clock.instant()) ? due : Instant.MIN)
        .orElse(Instant.MAX);
  }
}
