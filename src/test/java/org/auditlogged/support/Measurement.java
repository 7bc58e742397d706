// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

/**
 * A benchmark that JMH cannot run, because it compares things within one process or needs several.
 * Named in {@code META-INF/services} of this interface; {@link Benchmarks} runs those whose class
 * names match.
 */
public interface Measurement {

  /** Measures, and says what it found as Markdown. */
  String report() throws Exception;

  /** Whether it takes so long, or is so rude to the machine, that it runs only when asked for. */
  default boolean isOnDemand() {
    return false;
  }
}
