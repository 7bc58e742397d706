// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says, and what of that needs no clock. */
class HostileEventBenchmarkTest {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static HostileEventBenchmark of(String event) {
    var benchmark = new HostileEventBenchmark();
    benchmark.event = event;
    benchmark.build();
    return benchmark;
  }

  private long allocated(HostileEventBenchmark benchmark) {
    benchmark.redactedFittedAndWritten();
    long before = threads.getCurrentThreadAllocatedBytes();
    benchmark.redactedFittedAndWritten();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void aUsualEventIsKeptAsItIs() {
    var benchmark = of("10 usual fields");
    benchmark.redactedFittedAndWritten();
    assertThat(benchmark.outbox.appended).isOne();
    assertThat(new String(benchmark.outbox.last.body()))
        .contains("\"total\":1499.5", "\"is_express\":true", "\"changed_at\":\"2026-")
        .doesNotContain("truncated", "[redacted]");
  }

  @Test
  void aHostileEventIsOfTheSizeThatItSays() {
    var texts = of("1 MB in 5000 fields").given.metadata();
    assertThat(texts).hasSize(5_000);
    assertThat(texts.values()).allMatch(text -> text.toString().length() == 200);
  }

  @Test
  void aHostileEventIsKeptWithinTheLimits() {
    var benchmark = of("1 MB in 5000 fields");
    benchmark.redactedFittedAndWritten();
    assertThat(benchmark.outbox.last.body()).hasSizeLessThan(100_000);
    assertThat(new String(benchmark.outbox.last.body())).contains("\"truncated\":\"keys 495");
  }

  @Test
  void whatAHostileEventAllocatesIsBoundedAndLinear() {
    long once = allocated(of("1 MB in 5000 fields"));
    long twice = allocated(of("2 MB in 10000 fields"));
    assertThat(once).isLessThan(20_000_000);
    assertThat(twice).isLessThan(once * 5 / 2);
  }
}
