// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.auditlogged.internal.capture.RequestFacts;
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
 * What auditing adds to a call of a service, from the interceptor to the append, which keeps
 * nothing here. Within a request its facts are there already; without one, asking for it fails as
 * deep in the stack as a server's thread is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class ServiceCaptureBenchmark {
  private static final int FRAMES = 60;

  @Param({"true", "false"})
  public boolean request;

  final KeptNowhere outbox = new KeptNowhere();

  private final HandWired application =
      new HandWired(outbox, Map.of("workos.organization-id", "org_1"));
  private final VaultCall parameters = new VaultCall("parameters", application);

  @Setup
  public void request() {
    if (request) {
      application.beginRequest();
      var exchange = new Exchange();
      var facts =
          new RequestFacts(
              "GET",
              "secrets/17/value",
              null,
              Map.of(),
              Map.of(),
              Map.of("User-Agent", exchange.request.getHeaderString("User-Agent")),
              Map.of(),
              new RequestFacts.Peer(Exchange.PROXY, Map.of("X-Forwarded-For", List.of())));
      application.requests().get().begin(() -> facts, new RequestCaller(exchange.request));
    }
  }

  @Benchmark
  public Object auditedService() {
    return below(FRAMES);
  }

  private Object below(int frames) {
    if (frames > 0) {
      return below(frames - 1);
    }
    try {
      return parameters.intercepted();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
