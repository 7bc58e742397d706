// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.auditlogged.support.ChaosWorkOs;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Postgres;

/**
 * Three nodes on one database, one of them killed within seconds whenever two are up, and a WorkOS
 * that fails as it likes: a row that was committed has exactly one success event, one that was
 * rolled back none.
 */
public final class NodesKilled implements Measurement {
  private static final int PER_SECOND = 40;
  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final int calls = Integer.getInteger("calls");
  private final long seed = Seed.get();
  private final Random random = new Random(seed);
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  @Override
  public boolean isOnDemand() {
    return true;
  }

  @Override
  public String report() throws Exception {
    var database = Postgres.database();
    database.execute("CREATE TABLE orders (id varchar PRIMARY KEY)");
    var orders =
        new Orders(
            calls,
            random,
            Plan.PLACED,
            Plan.PLACED,
            Plan.PLACED,
            Plan.PLACED,
            Plan.UNDONE,
            Plan.THROWN,
            Plan.WITHDRAWN);
    try (var workos = ChaosWorkOs.start(seed);
        // more than come in, so that what was left behind is what is waited for
        var nodes =
            new Nodes(
                NODES,
                database,
                workos.uri(),
                Map.of(
                    "AUDITLOGGED_DELIVERY_RATE", "400",
                    "AUDITLOGGED_DELIVERY_RETRY_INITIAL", "PT0.1S"))) {
      var lasted = load(orders, nodes);
      nodes.awaitAll();
      var drained = Reckoning.drain(database, PATIENCE);
      return """

          ## %d nodes on one database, one killed soon whenever two are up

          Seed %d, %d kills in %d s, then %d s until nothing waited.
          %s"""
          .formatted(
              NODES,
              seed,
              kills.get(),
              lasted.toSeconds(),
              drained.toSeconds(),
              Reckoning.of(orders, database, workos));
    }
  }

  private Duration load(Orders orders, Nodes nodes) throws Exception {
    long start = System.nanoTime();
    var killer = Executors.newSingleThreadScheduledExecutor();
    try {
      killSoon(killer, nodes);
      orders.run(nodes, PER_SECOND);
    } finally {
      killer.shutdownNow();
      killer.awaitTermination(1, TimeUnit.MINUTES);
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void killSoon(ScheduledExecutorService killer, Nodes nodes) {
    killer.schedule(
        () -> {
          try {
            kills.addAndGet(nodes.kill(random.nextInt()) ? 1 : 0);
            killSoon(killer, nodes);
          } catch (Exception e) {
            failure.set(e);
          }
        },
        1_000 + random.nextInt(4_000),
        TimeUnit.MILLISECONDS);
  }
}
