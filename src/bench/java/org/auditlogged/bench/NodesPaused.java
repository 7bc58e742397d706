// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.auditlogged.support.ChaosWorkOs;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Postgres;

/**
 * Three nodes whose database stands still for seconds, is restarted, or crashes and comes back at
 * once or after seconds, while they are called: what was answered well has its event, what could
 * not be kept counts as lost, and afterwards all goes on by itself.
 */
public final class NodesPaused implements Measurement {
  private static final int PER_SECOND = 40;
  private static final int NODES = 3;
  private static final int LONGEST = 20_000;
  private static final Duration RECOVERY = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final int calls = Integer.getInteger("calls");
  private final long seed = Seed.get();
  private final Random random = new Random(seed);
  private volatile boolean isOver;
  private int pauses;
  private int restarts;
  private int crashes;
  private int outages;

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
            Plan.UNDONE,
            Plan.THROWN,
            Plan.WITHDRAWN,
            Plan.ASKED,
            Plan.REQUIRED);
    try (var workos = ChaosWorkOs.start(seed);
        var nodes =
            new Nodes(
                NODES,
                database,
                workos.uri(),
                Map.of(
                    "AUDITLOGGED_DELIVERY_RATE", "400",
                    "AUDITLOGGED_DELIVERY_RETRY_INITIAL", "PT0.1S"))) {
      long start = System.nanoTime();
      load(orders, nodes);
      var lasted = Duration.ofNanos(System.nanoTime() - start);
      var recovered = recover(nodes);
      var drained = Reckoning.drain(database, PATIENCE);
      return """

          ## %d nodes whose database stands still, is restarted or crashes

          Seed %d; in %d s of calls: %d times stopped for up to %d s, %d restarts, %d crashes, %d crashes and seconds without it. All nodes took calls
          again %.1f s after the last; then %d s until nothing waited.
          %s"""
          .formatted(
              NODES,
              seed,
              lasted.toSeconds(),
              pauses,
              LONGEST / 1_000,
              restarts,
              crashes,
              outages,
              recovered.toMillis() / 1e3,
              drained.toSeconds(),
              Reckoning.of(orders, database, workos));
    }
  }

  private void load(Orders orders, Nodes nodes) throws Exception {
    var trouble = CompletableFuture.runAsync(this::trouble);
    try {
      orders.run(nodes, PER_SECOND);
    } finally {
      isOver = true;
      trouble.get();
    }
  }

  private void trouble() {
    try {
      while (!isOver) {
        sleep(3_000 + random.nextInt(5_000));
        switch (random.nextInt(4)) {
          case 0 -> {
            pauses++;
            Postgres.pause();
            sleepAnd(Postgres::resume);
          }
          case 1 -> {
            restarts++;
            Postgres.restartInOrder();
          }
          case 2 -> {
            crashes++;
            Postgres.restart();
          }
          default -> {
            outages++;
            Postgres.stop();
            sleepAnd(Postgres::start);
          }
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sleepAnd(Runnable then) throws InterruptedException {
    try {
      sleep(random.nextInt(LONGEST));
    } finally {
      then.run();
    }
  }

  private static void sleep(int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  /** Until each node has committed an order again, and taken a call that requires its event. */
  private static Duration recover(Nodes nodes) throws Exception {
    long start = System.nanoTime();
    int call = 0;
    for (int port : nodes.ports()) {
      for (var plan : new Plan[] {Plan.PLACED, Plan.REQUIRED}) {
        while (!isTaken(port, plan.path("again-" + call++))) {
          if (System.nanoTime() - start > RECOVERY.toNanos()) {
            throw new IllegalStateException(
                "a node takes no calls " + RECOVERY + " after the last");
          }
          sleep(100);
        }
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static boolean isTaken(int port, String path) {
    try (var caller = Caller.posting(port, path)) {
      return caller.call() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
