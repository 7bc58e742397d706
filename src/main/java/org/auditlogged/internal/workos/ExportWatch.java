// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.auditlogged.workos.AuditLogExport;
import org.auditlogged.workos.AuditLogExport.State;
import org.auditlogged.workos.AuditLogsException.ExportFailed;
import org.auditlogged.workos.AuditLogsException.RateLimited;
import org.auditlogged.workos.AuditLogsException.Unavailable;

/**
 * Waits for an export. Invariant: asks at least once, at growing distances up to {@link #LONGEST},
 * and never waits beyond the limit. For any thread.
 */
final class ExportWatch {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final Function<String, AuditLogExport> look;
  private final Clock clock;
  private final Consumer<Duration> pause;

  ExportWatch(Function<String, AuditLogExport> look, Clock clock, Consumer<Duration> pause) {
    this.look = look;
    this.clock = clock;
    this.pause = pause;
  }

  AuditLogExport await(String id, Duration limit) {
    var end = clock.instant().plus(limit);
    var distance = FIRST;
    var seen = look(id);
    while (seen.export == null || seen.export.state() != State.READY) {
      failUnlessUnderWay(seen, id);
      var left = Duration.between(clock.instant(), end);
      if (left.isNegative() || left.isZero()) {
        throw new ExportFailed(
            "export %s was not ready within %s, last seen: %s".formatted(id, limit, seen.words),
            State.PENDING);
      }
      pause.accept(least(distance, left));
      distance = least(distance.multipliedBy(2), LONGEST);
      seen = look(id);
    }
    return seen.export;
  }

  /**
   * @param export {@code null} when it could not be asked for
   * @param words for people
   */
  private record Seen(AuditLogExport export, String words) {}

  private Seen look(String id) {
    try {
      var export = look.apply(id);
      return new Seen(export, export.state().toString());
    } catch (Unavailable | RateLimited e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return new Seen(null, e.getMessage());
    }
  }

  private static void failUnlessUnderWay(Seen seen, String id) {
    var state = seen.export == null ? State.PENDING : seen.export.state();
    if (state == State.ERROR || state == State.EXPIRED) {
      throw new ExportFailed("export " + id + " is " + state, state);
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
