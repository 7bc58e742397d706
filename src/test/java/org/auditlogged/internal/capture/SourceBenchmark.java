// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one value costs by where it comes from: the expression language against a parameter itself,
 * which is the baseline.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SourceBenchmark {
  private final Parameter parameter = new Parameter(0, "id", Parameter.From.ELSEWHERE, null, null);
  private final Parameter login = new Parameter(1, "login", Parameter.From.ELSEWHERE, null, null);
  private final Source name = compiled("${id}");
  private final Source property = compiled("${login.team}");
  private final Source map = compiled("${request.headers['X-Id']}");
  private final Source text = compiled("team ${login.team} of ${id}");
  private final Scope scope =
      new Scope(
          List.of(parameter, login),
          new Object[] {"17", new Login("jon", "team_1")},
          new RequestFacts(
              "GET", "x", null, Map.of(), Map.of(), Map.of("X-Id", "7"), Map.of(), null),
          null,
          null);

  /** What a client sends. */
  public record Login(String user, String team) {}

  private static Source compiled(String text) {
    return new Expressions().compile(text, Set.of("id", "login", "request"));
  }

  @Benchmark
  public Object baseline() {
    return parameter.read(scope);
  }

  @Benchmark
  public Object expressionOfAParameter() {
    return name.read(scope);
  }

  @Benchmark
  public Object expressionOfARecordsComponent() {
    return property.read(scope);
  }

  @Benchmark
  public Object expressionOfAHeader() {
    return map.read(scope);
  }

  @Benchmark
  public Object expressionOfTwoInAText() {
    return text.read(scope);
  }
}
