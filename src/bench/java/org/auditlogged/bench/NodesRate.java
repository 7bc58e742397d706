// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.auditlogged.support.ChaosWorkOs;
import org.auditlogged.support.ChaosWorkOs.Mood;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Postgres;

/**
 * Three nodes work off what waits in their database, and WorkOS takes so many a second and no more:
 * together they come near to it, and are hardly ever sent away.
 */
public final class NodesRate implements Measurement {
  private static final int NODES = 3;
  private static final int ALLOWED = 100;
  private static final double FAST = 85;
  private static final double SENT_AWAY = 0.01;
  private static final int AT_ONCE = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final int events = Integer.getInteger("calls");
  private final int rate = Integer.getInteger("rate");

  /** What came when. */
  private record Seen(long nanos, int stored, int throttled) {}

  @Override
  public boolean isOnDemand() {
    return true;
  }

  @Override
  public String report() throws Exception {
    var database = Postgres.database();
    database.execute("CREATE TABLE orders (id varchar PRIMARY KEY)");
    try (var workos = ChaosWorkOs.start(1).always(Mood.ERROR);
        var nodes =
            new Nodes(
                NODES,
                database,
                workos.uri(),
                Map.of(
                    "AUDITLOGGED_DELIVERY_RATE",
                    String.valueOf(rate),
                    // soon noticed that it is back
                    "AUDITLOGGED_DELIVERY_RETRY_MAXIMUM",
                    "PT5S"))) {
      for (int i = 0; i < events; i += AT_ONCE) {
        int count = Math.min(AT_ONCE, events - i);
        try (var caller = Caller.posting(nodes.port(), "/api/orders/backlog/" + count)) {
          if (caller.call() != 200) {
            throw new IllegalStateException("the backlog could not be kept");
          }
        }
      }
      int before = workos.requests();
      workos.rate(ALLOWED).always(Mood.FINE);
      return text(watch(workos), workos.requests() - before, workos.throttled());
    }
  }

  private List<Seen> watch(ChaosWorkOs workos) throws InterruptedException {
    var all = new ArrayList<Seen>();
    long start = System.nanoTime();
    all.add(new Seen(start, 0, 0));
    while (workos.stored().size() < events && System.nanoTime() - start < PATIENCE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(100);
      all.add(new Seen(System.nanoTime(), workos.stored().size(), workos.throttled()));
    }
    return all;
  }

  private String text(List<Seen> seen, int requests, int throttled) {
    var first = seen.get(0);
    var last = seen.get(seen.size() - 1);
    double all = perSecond(first, last);
    double share = (double) throttled / requests;
    var text =
        String.format(
            Locale.ROOT,
            """

            ## %d nodes on one database, %d events wait, WorkOS takes %d a second

            With `auditlogged.delivery.rate=%d`; from the moment at which WorkOS was back.

            | | |
            | --- | --- |
            | delivered | %,d in %.1f s |
            | a second, from then to the last (at least %.0f) | %.1f |
            | a second, least and most of its tenths | %s |
            | requests | %,d |
            | … of which were answered 429 (below %.0f %%) | %d, %.2f %% |
            | … after so many seconds | %s |
            """,
            NODES,
            events,
            ALLOWED,
            rate,
            last.stored,
            (last.nanos - first.nanos) / 1e9,
            FAST,
            all,
            tenths(seen),
            requests,
            100 * SENT_AWAY,
            throttled,
            100 * share,
            moments(seen));
    if (last.stored < events || all < FAST || share >= SENT_AWAY) {
      throw new IllegalStateException(text);
    }
    return text;
  }

  private String tenths(List<Seen> seen) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 0; i < 10; i++) {
      double each =
          perSecond(
              seen.get(i * (seen.size() - 1) / 10), seen.get((i + 1) * (seen.size() - 1) / 10));
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
    return String.format(Locale.ROOT, "%.1f … %.1f", least, most);
  }

  /** When somebody was sent away. */
  private static String moments(List<Seen> seen) {
    var all = new StringJoiner(", ");
    for (int i = 1; i < seen.size(); i++) {
      if (seen.get(i).throttled > seen.get(i - 1).throttled) {
        all.add(String.format(Locale.ROOT, "%.1f", (seen.get(i).nanos - seen.get(0).nanos) / 1e9));
      }
    }
    return all.toString();
  }

  private static double perSecond(Seen from, Seen to) {
    return (to.stored - from.stored) / ((to.nanos - from.nanos) / 1e9);
  }
}
