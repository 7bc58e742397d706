// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark measures what it says. */
class BacklogBenchmarkTest {
  @TempDir Path directory;

  @Test
  void aRoundSettlesFiveHundredOfThoseThatWaitWhenItBegins() {
    var settings = new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30);
    try (var outbox = SqlOutbox.open(settings, Clock.systemUTC())) {
      var settling = new BacklogBenchmark.Settling(outbox, 700);
      for (int round = 1; round <= 2; round++) {
        settling.prepare();
        assertThat(outbox.counts().waiting()).isEqualTo(700);
        settling.run();
        assertThat(outbox.ledger().delivered()).isEqualTo(500 * round);
      }
    }
  }

  @Test
  void theReportHasARowForEachSyncAndWhatTheOtherProcessMeasured() throws Exception {
    assertThat(new BacklogBenchmark(6_000, 1).report())
        .contains("medians of 1 pairs of rounds")
        .contains("| sync | 6,000 waiting, events/s | 1,000 waiting, events/s | ratio |")
        .contains("\n| FULL | ")
        .contains("\n| NORMAL | ")
        .containsPattern("\n\\| 6,000 \\| \\d+ \\(\\d+ … \\d+\\) \\| -?\\d+ \\(")
        .containsPattern("\n\\| 1,000 \\| \\d+ \\(\\d+ … \\d+\\) \\| -?\\d+ \\(");
  }
}
