// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.cdi.HandWired;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What redaction, limits and JSON cost for an event as it usually is, and for one that is made to
 * cost: of 1 MB in 5,000 fields, full of what secrets begin with, and of twice that, which has to
 * cost about twice as much and no more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HostileEventBenchmark {
  private static final int LENGTH = 200;
  private static final List<String> BEGINNINGS =
      List.of(
          "eyJ",
          "eyJhbGciOi.eyJ-",
          "ewogICJhbGciOiJIUzI1Ni ",
          "Bearer of ",
          "-----BEGIN -",
          "----BEGIN A----",
          "sk_live sk_",
          "https://a:b:c/",
          "a@b:c@://",
          "4111 1111-1111.",
          "4111111111111112",
          "00000000-0000-",
          "name=a;",
          "{\"key\": \"a\", ",
          "{name=a, value=",
          "<a><b>",
          "a: b: ",
          "[[[(((",
          "\\\"\\\"",
          "\u200b.\ud83d\ude00");

  @Param({"10 usual fields", "1 MB in 5000 fields", "2 MB in 10000 fields"})
  public String event;

  final KeptNowhere outbox = new KeptNowhere();
  AuditEvent given;

  private final HandWired application =
      new HandWired(outbox, Map.of("workos.organization-id", "org_1"));

  @Setup
  public void build() {
    var words = event.split(" ");
    given = words[0].equals("10") ? usual() : hostile(Integer.parseInt(words[3]));
  }

  @Benchmark
  public Object redactedFittedAndWritten() {
    application.record(given);
    return outbox.last;
  }

  private static AuditEvent.Builder begun() {
    return AuditEvent.action("order.changed").target("order", "o-4711", "Order of 12 chairs");
  }

  private static AuditEvent usual() {
    return begun()
        .metadata("customer", "c-1208")
        .metadata("customer_name", "Ada Lovelace")
        .metadata("state", "confirmed")
        .metadata("previous_state", "open")
        .metadata("items", 12)
        .metadata("total", 1_499.5)
        .metadata("is_express", true)
        .metadata("note", "Please ring twice, and leave it with the neighbour.")
        .metadata("changed_at", "2026-11-25T22:11:00Z")
        .metadata("request_id", "0b6a4dd6-5a0f-4d0e-9a5b-1c9d6f0f7d11")
        .build();
  }

  private static AuditEvent hostile(int fields) {
    var event = begun();
    for (int i = 0; i < fields; i++) {
      var text = BEGINNINGS.get(i % BEGINNINGS.size());
      event.metadata("field " + i, text.repeat(LENGTH).substring(0, LENGTH));
    }
    return event.build();
  }
}
