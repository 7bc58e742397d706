// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Turn.Work;

/**
 * Hands entries out, keeps them back, lets them go again. Invariant: nothing of it waits for the
 * disk, because a crash ends all leases anyway. For any thread.
 */
final class Handing {
  private static final Log LOG = Log.of(Handing.class);

  private final Store store;
  private final Path directory;
  private final Clock clock;

  /** The store, which says in its own words what failed. */
  interface Store {
    <T> T claim(String verb, Work<Rows, T> work);

    OptionalLong due();
  }

  /** How due entries are chosen. */
  private interface Choice {
    Claims.Found from(Rows rows, long now, long until) throws SQLException;
  }

  Handing(Store store, Path directory, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.clock = clock;
  }

  /** Rounded up, so that nothing is due before it should be. */
  static long notBefore(Instant time) {
    return time.plusNanos(999_999).toEpochMilli();
  }

  List<Claimed> claim(int max, int again, Duration lease) {
    return due(max, lease, (rows, now, until) -> rows.claim(max, Math.max(0, again), now, until));
  }

  Optional<Claimed> probe(boolean again, double from, Duration lease) {
    return due(1, lease, (rows, now, until) -> rows.probe(again, from, now, until)).stream()
        .findFirst();
  }

  Optional<Claimed> claimHeld(Cause cause, Duration lease) {
    long now = clock.millis();
    long until = notBefore(clock.instant().plus(lease));
    return told(store.claim("claim", rows -> rows.claimHeld(cause, now, until))).stream()
        .findFirst();
  }

  void hold(Collection<Claimed> entries, Refusal.By by) {
    store.claim(
        "hold",
        rows -> {
          for (var entry : entries) {
            rows.hold(entry, by);
          }
          return null;
        });
  }

  int resume(Cause cause, int max) {
    long now = clock.millis();
    return store.claim("resume", rows -> rows.resume(cause, now, max));
  }

  private List<Claimed> due(int max, Duration lease, Choice choice) {
    var now = clock.instant();
    var next = store.due();
    if (max <= 0 || next.isEmpty() || next.getAsLong() > now.toEpochMilli()) {
      return List.of();
    }
    long until = notBefore(now.plus(lease));
    long millis = now.toEpochMilli();
    Claims.Found found;
    do {
      // in pieces, so that a million that come back at once hold up no append for long
      found =
          store.claim(
              "claim", rows -> rows.putBack(millis) ? choice.from(rows, millis, until) : null);
    } while (found == null);
    return told(found);
  }

  private List<Claimed> told(Claims.Found found) {
    for (var row : found.unreadable()) {
      LOG.write(Message.UNREADABLE, directory, row);
    }
    return found.entries();
  }
}
