// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

      - machine: %s, load before %.1f
      - JDK: %s
      - commit: %s
      - took %d min %d s

      Of a busy machine believe what was allocated and the processor's time; compare within one run only.
      In brackets: what is left when the baseline of the same class is taken away.
      """;

  private static final String COLUMNS =
      """

      | benchmark | median | score ± error (99.9 %) | processor | allocated | to baseline |
      | --- | --- | --- | --- | --- | --- |
      """;

  private static final long STARTED = System.nanoTime();

  private final Collection<RunResult> results;

  private Benchmarks(Collection<RunResult> results) {
    this.results = results;
  }

  /**
   * Runs them.
   *
   * @param arguments a regular expression that classes' names begin with, and the report's file
   * @throws IllegalArgumentException when there are none of that name
   */
  public static void main(String... arguments) throws Exception {
    var file = Path.of(arguments[1]);
    var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    var found = new StringBuilder(jmh(arguments[0]));
    for (var measurement : ServiceLoader.load(Measurement.class)) {
      if (isMeant(arguments[0], measurement)) {
        found.append('\n').append(measurement.report());
        // by now, because the next may fail
        Files.writeString(file, header(load, file) + found);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no benchmark's name begins with " + arguments[0]);
    }
    Files.writeString(file, header(load, file) + found);
    System.out.println("\n" + Files.readString(file));
  }

  private static boolean isMeant(String name, Measurement measurement) {
    // what matches the empty name as well asks for everything, and for nothing by name
    return Pattern.compile(beginning(name)).matcher(measurement.getClass().getName()).find()
        && !(measurement.isOnDemand() && Pattern.matches(name, ""));
  }

  private static String beginning(String name) {
    return "\\.(" + name + ")";
  }

  private static String jmh(String name) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(beginning(name))
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

  private static String header(double load, Path file) throws IOException {
    var took = Duration.ofNanos(System.nanoTime() - STARTED);
    return HEADER.formatted(
        machine(file.toAbsolutePath()),
        load,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        commit(),
        took.toMinutes(),
        took.toSecondsPart());
  }

  private static String machine(Path file) throws IOException {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%s %s, %s, %d cores, %d GB, %s",
        machine.getName(),
        machine.getArch(),
        model(),
        machine.getAvailableProcessors(),
        machine.getTotalMemorySize() >> 30,
        Files.getFileStore(file.getParent()).type());
  }

  private static String model() throws IOException {
    var told = Path.of("/proc/cpuinfo");
    try (var lines = Files.exists(told) ? Files.lines(told) : Stream.<String>empty()) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    }
  }

  private String report() {
    return results.isEmpty()
        ? ""
        : COLUMNS + results.stream().map(this::row).collect(Collectors.joining());
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
