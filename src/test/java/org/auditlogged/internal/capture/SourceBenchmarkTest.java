// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the benchmark reads what it says. */
class SourceBenchmarkTest {

  @Test
  void eachSourceGivesItsValue() {
    var benchmark = new SourceBenchmark();
    assertThat(benchmark.baseline()).isEqualTo("17");
    assertThat(benchmark.expressionOfAParameter()).isEqualTo("17");
    assertThat(benchmark.expressionOfARecordsComponent()).isEqualTo("team_1");
    assertThat(benchmark.expressionOfAHeader()).isEqualTo("7");
    assertThat(benchmark.expressionOfTwoInAText()).isEqualTo("team team_1 of 17");
  }
}
