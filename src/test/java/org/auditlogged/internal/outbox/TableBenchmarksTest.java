// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the benchmarks of tables measure what they say. */
class TableBenchmarksTest {
  @Test
  void aBacklogIsClaimedAtTwoSizesAndWorkedOff() throws Exception {
    assertThat(new TableBacklogBenchmark(3_000, 5, Duration.ofMillis(1)).report())
        .contains("\n| 500 | ")
        .contains("\n| 3,000 | ")
        .contains("The rest worked off: ");
  }

  @Test
  void anEventIsInTheTransactionItIsMeasuredIn() throws Exception {
    assertThat(new TransactionBenchmark(1, 5).report())
        .contains("\n| a plain INSERT of 1 KB | ")
        .contains("\n| nothing | ");
  }
}
