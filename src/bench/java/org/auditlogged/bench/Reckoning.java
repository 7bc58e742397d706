// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.auditlogged.support.ChaosWorkOs;
import org.auditlogged.support.Postgres;

/**
 * Compares what the callers were answered, the rows in the database and the events at WorkOS, which
 * keeps one for each idempotency key: what was sent again is no second event. For one thread.
 */
final class Reckoning {
  private static final int SHOWN = 20;
  private static final String ENTRIES = "SELECT count(*) FROM auditlogged_entry";

  private final Postgres database;
  private final ChaosWorkOs workos;
  private final List<String> broken = new ArrayList<>();
  private final Map<String, Events> events = new HashMap<>();
  private int committed;
  private int cut;
  private int cutCommitted;
  private int successes;
  private int failures;
  private int refused;
  private int missing;

  /** How many there are of one order. */
  private static final class Events {
    private int success;
    private int failure;
  }

  private Reckoning(Postgres database, ChaosWorkOs workos) {
    this.database = database;
    this.workos = workos;
  }

  /** Waits until nothing waits. */
  static Duration drain(Postgres database, Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    var waiting = database.query(ENTRIES + " WHERE due IS NOT NULL").get(0);
    for (int i = 0; !waiting.equals("0"); i++) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new IllegalStateException(waiting + " still wait after " + patience);
      }
      if (i % 30 == 0) {
        System.out.println("waiting: " + waiting);
      }
      TimeUnit.SECONDS.sleep(1);
      waiting = database.query(ENTRIES + " WHERE due IS NOT NULL").get(0);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The figures; fails with them when a promise was broken. */
  static String of(Orders orders, Postgres database, ChaosWorkOs workos) {
    var reckoning = new Reckoning(database, workos);
    reckoning.read();
    var rows = new HashSet<>(database.query("SELECT id FROM orders"));
    for (int call = 0; call < orders.size(); call++) {
      reckoning.compare(orders, call, rows.contains(orders.id(call)));
    }
    reckoning.sum();
    var text = reckoning.text(orders.size());
    if (!reckoning.broken.isEmpty()) {
      throw new IllegalStateException(text);
    }
    return text;
  }

  private void read() {
    for (var body : workos.stored().values()) {
      try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
        var event = reader.readObject().getJsonObject("event");
        var order = event.getJsonArray("targets").getJsonObject(0).getString("id");
        var of = events.computeIfAbsent(order, none -> new Events());
        if (event.getJsonObject("metadata").getString("outcome").equals("success")) {
          of.success++;
        } else {
          of.failure++;
        }
      }
    }
  }

  private void compare(Orders orders, int call, boolean isCommitted) {
    var plan = orders.plan(call);
    var of = events.getOrDefault(orders.id(call), new Events());
    int answer = orders.answer(call);
    boolean isCut = !orders.isAnswered(call);
    committed += isCommitted ? 1 : 0;
    cut += isCut ? 1 : 0;
    cutCommitted += isCut && isCommitted ? 1 : 0;
    successes += of.success;
    failures += of.failure;
    if (!isKept(plan, answer, isCommitted, of)) {
      broken.add(
          "%s %s, answered %d: %s, %d success, %d failure"
              .formatted(
                  orders.id(call),
                  plan,
                  answer,
                  isCommitted ? "a row" : "no row",
                  of.success,
                  of.failure));
    }
    refused += !isCut && answer != plan.answer ? 1 : 0;
    // a call that is refused because its event cannot be kept has none
    boolean isDue = !isCut && (plan != Plan.REQUIRED || answer == plan.answer);
    missing += isDue && of.success + of.failure == 0 ? 1 : 0;
  }

  private static boolean isKept(Plan plan, int answer, boolean isCommitted, Events of) {
    return switch (plan) {
      case PLACED ->
          isCommitted
              ? of.success == 1 && of.failure == 0
              : answer != plan.answer && of.success == 0 && of.failure <= 1;
      case UNDONE, THROWN, WITHDRAWN -> !isCommitted && of.success == 0 && of.failure <= 1;
      case ASKED -> of.success + of.failure <= 1;
      case REQUIRED -> answer == plan.answer ? of.success == 1 : of.success + of.failure <= 1;
    };
  }

  private void sum() {
    expect(
        "calls that were answered and have no event, more than are counted as lost",
        missing > lost());
    expect("keys that came with two bodies", !workos.changed().isEmpty());
    expect(
        "what counts as delivered is not what WorkOS has", delivered() != workos.stored().size());
    expect("parked", number(ENTRIES) != 0);
  }

  private void expect(String what, boolean isBroken) {
    if (isBroken) {
      broken.add(what);
    }
  }

  private long delivered() {
    return number("SELECT delivered FROM auditlogged_ledger");
  }

  private long lost() {
    return number("SELECT lost FROM auditlogged_ledger");
  }

  private long number(String query) {
    return Long.parseLong(database.query(query).get(0));
  }

  private String text(int calls) {
    var text =
        new StringBuilder(
            """

            | | |
            | --- | --- |
            | calls | %,d |
            | … of which the connection was cut | %,d (%,d of them with a committed row) |
            | … of which got another answer than planned | %,d |
            | committed rows | %,d |
            | success events at WorkOS, one for each of its keys | %,d |
            | failure events | %,d |
            | calls that were answered and have no event | %,d (counted as lost: %,d) |
            | requests at WorkOS, for so many keys | %,d, %,d |
            | keys with two bodies | %,d |
            | delivered, by the ledger | %,d |
            | **broken promises** | **%,d** |
            """
                .formatted(
                    calls,
                    cut,
                    cutCommitted,
                    refused,
                    committed,
                    successes,
                    failures,
                    missing,
                    lost(),
                    workos.requests(),
                    workos.stored().size(),
                    workos.changed().size(),
                    delivered(),
                    broken.size()));
    broken.stream().limit(SHOWN).forEach(each -> text.append("\n- ").append(each));
    return text.toString();
  }
}
