// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Calls by many at once. */
final class Load {
  private static final long HIGHEST = Duration.ofMinutes(1).toNanos();
  private static final long A_MOMENT = Duration.ofMillis(1).toNanos();

  private Load() {}

  /**
   * What the callers saw.
   *
   * @param times in nanos, also of calls that failed
   */
  record Seen(Histogram times, long failed, Duration lasted) {
    /** Of several, one after the other. */
    static Seen of(List<Seen> parts) {
      var times = new Histogram(HIGHEST, 3);
      parts.forEach(part -> times.add(part.times));
      return new Seen(
          times,
          parts.stream().mapToLong(Seen::failed).sum(),
          parts.stream().map(Seen::lasted).reduce(Duration.ZERO, Duration::plus));
    }

    double perSecond() {
      return times.getTotalCount() / (lasted.toNanos() / 1e9);
    }

    double millis(double percentile) {
      return times.getValueAtPercentile(percentile) / 1e6;
    }
  }

  /** When a call begins, in nanos: when it is due, or now where none is due ever. */
  private interface Pace {
    long due(int call);
  }

  /** Each calls again as soon as it has its answer. */
  static Seen closed(int port, String path, int callers, Duration lasts) throws Exception {
    return run(port, path, callers, lasts, caller -> call -> System.nanoTime());
  }

  /**
   * So many calls a second in all, on time whether or not others are answered: the time of a call
   * that waits for its connection runs already, so that nothing is left out where the server stands
   * still. One that still waits at the end has failed, after what it has waited.
   */
  static Seen constant(int port, String path, int callers, int perSecond, Duration lasts)
      throws Exception {
    long start = System.nanoTime();
    double apart = 1e9 * callers / perSecond;
    return run(
        port,
        path,
        callers,
        lasts,
        caller -> call -> start + (long) (apart * call + apart * caller / callers));
  }

  private interface Paces {
    Pace of(int caller);
  }

  private static Seen run(int port, String path, int callers, Duration lasts, Paces paces)
      throws Exception {
    long start = System.nanoTime();
    long end = start + lasts.toNanos();
    var pool = Executors.newFixedThreadPool(callers);
    try {
      var parts = new ArrayList<Callable<Seen>>();
      for (int i = 0; i < callers; i++) {
        var pace = paces.of(i);
        parts.add(() -> one(port, path, pace, end));
      }
      var times = new Histogram(HIGHEST, 3);
      long failed = 0;
      for (var part : pool.invokeAll(parts)) {
        times.add(part.get().times());
        failed += part.get().failed();
      }
      return new Seen(times, failed, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      pool.shutdown();
    }
  }

  /** Waits until it is due; false when it was kept waiting until the end. */
  private static boolean await(long due, long end) {
    long now = System.nanoTime();
    for (; now < due; now = System.nanoTime()) {
      LockSupport.parkNanos(due - now);
    }
    return now < end || now - due < A_MOMENT;
  }

  private static Seen one(int port, String path, Pace pace, long end) throws IOException {
    var times = new Histogram(HIGHEST, 3);
    long failed = 0;
    try (var caller = new Caller(port, path)) {
      int call = 0;
      for (long begun = pace.due(call); begun < end; begun = pace.due(++call)) {
        boolean ok = false;
        try {
          ok = await(begun, end) && caller.call() == 200;
        } catch (IOException e) {
          // has failed
        }
        failed += ok ? 0 : 1;
        times.recordValue(Math.min(HIGHEST, System.nanoTime() - begun));
      }
    }
    return new Seen(times, failed, Duration.ZERO);
  }
}
