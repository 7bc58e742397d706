// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks whose names match, and writes a report: {@code mvn -Pbench verify}. The
 * method {@code baseline} of a class is what its others are compared with.
 */
public final class Benchmarks {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private static final String HEADER =
      """
      # Benchmarks

      - machine: %s, %d cores, load %.1f
      - JDK: %s
      - commit: %s

      Of a busy machine believe what was allocated and the processor's time; compare within one run only.
      In brackets: what is left when the baseline of the same class is taken away.
      """;

  private static final String COLUMNS =
      """

      | benchmark | median | score ± error (99.9 %%) | processor | allocated | to baseline |
      | --- | --- | --- | --- | --- | --- |
      """;

  private final Collection<RunResult> results;

  private Benchmarks(Collection<RunResult> results) {
    this.results = results;
  }

  /**
   * Runs them.
   *
   * @param arguments a regular expression that is searched in names, and the report's file
   */
  public static void main(String... arguments) throws Exception {
    var report = jmh(arguments[0]) + measurements(arguments[0]);
    Files.writeString(Path.of(arguments[1]), report);
    System.out.println("\n" + report);
  }

  private static String measurements(String name) throws Exception {
    var report = new StringBuilder();
    for (var measurement : ServiceLoader.load(Measurement.class)) {
      if (isMeant(Pattern.compile(name), measurement)) {
        report.append('\n').append(measurement.report());
      }
    }
    return report.toString();
  }

  private static boolean isMeant(Pattern name, Measurement measurement) {
    // what matches the empty name as well asks for everything, and for nothing by name
    return name.matcher(measurement.getClass().getName()).find()
        && !(measurement.isOnDemand() && name.matcher("").find());
  }

  private static String jmh(String name) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(name)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            // compiled code is waited for: on a busy machine it would else come after the warm-up
            .jvmArgsAppend("-Xbatch")
            .shouldFailOnError(true)
            .build();
    try {
      return new Benchmarks(new Runner(options).run()).report();
    } catch (NoBenchmarksException e) {
      // those that match are none of JMH's
      return new Benchmarks(List.of()).report();
    }
  }

  private String report() {
    var machine = ManagementFactory.getOperatingSystemMXBean();
    return HEADER.formatted(
            machine.getName() + " " + machine.getArch(),
            machine.getAvailableProcessors(),
            machine.getSystemLoadAverage(),
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
            commit())
        + (results.isEmpty() ? "" : COLUMNS)
        + results.stream().map(this::row).collect(Collectors.joining());
  }

  private String row(RunResult result) {
    var primary = result.getPrimaryResult();
    var baseline = baseline(result);
    return String.format(
        Locale.ROOT,
        "| %s | %.2f %s | %.2f ± %.2f | %s | %s | %s |%n",
        name(result),
        median(result),
        primary.getScoreUnit(),
        primary.getScore(),
        primary.getScoreError(),
        compared("%,.2f µs", result, baseline, CpuProfiler.CPU),
        compared("%,.0f B", result, baseline, ALLOCATED),
        baseline == null
            ? ""
            : String.format(Locale.ROOT, "× %.2f", median(result) / median(baseline)));
  }

  private static String compared(
      String format, RunResult result, RunResult baseline, String measure) {
    var own = secondary(result, measure);
    var absolute = String.format(Locale.ROOT, format, own);
    return baseline == null
        ? absolute
        : absolute
            + String.format(Locale.ROOT, " (" + format + ")", own - secondary(baseline, measure));
  }

  private RunResult baseline(RunResult result) {
    return results.stream()
        .filter(each -> each != result && isBaseline(each, result))
        .findFirst()
        .orElse(null);
  }

  private static boolean isBaseline(RunResult candidate, RunResult of) {
    var name = of.getParams().getBenchmark();
    return candidate
            .getParams()
            .getBenchmark()
            .equals(name.substring(0, name.lastIndexOf('.')) + ".baseline")
        && parameters(candidate).equals(parameters(of));
  }

  private static String name(RunResult result) {
    var name = result.getParams().getBenchmark();
    var method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1) + parameters(result);
  }

  private static String parameters(RunResult result) {
    var params = result.getParams();
    return params.getParamsKeys().stream()
        .map(key -> " " + key + "=" + params.getParam(key))
        .collect(Collectors.joining());
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static double secondary(RunResult result, String measure) {
    var measured = result.getSecondaryResults().get(measure);
    return measured == null ? Double.NaN : measured.getScore();
  }

  private static String commit() {
    try {
      var git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
      var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return said.isEmpty() ? "unknown" : said;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
