// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a long outage leaves, in processes that have 128 MB. {@code -Doutbox.waiting=n} leaves more:
 * a million is what is promised.
 */
class OutboxBacklogTest {
  private static final int WAITING = Integer.getInteger("outbox.waiting", 60_000);

  @TempDir Path directory;

  private Map<String, Long> run(String what) throws Exception {
    return BacklogProcess.run(directory, what, WAITING);
  }

  @Test
  @Timeout(900)
  void aBacklogCostsNoMemoryAndIsWorkedOffInAnyOrder() throws Exception {
    assertThat(run("fill")).containsEntry("waiting", (long) WAITING);

    var drained = run("drain");

    System.out.println(WAITING + " waiting: " + drained);
    assertThat(drained)
        .containsEntry("waiting", (long) WAITING)
        .containsEntry("left", 0L)
        .hasEntrySatisfying("opened", millis -> assertThat(millis).isLessThan(2_000))
        .hasEntrySatisfying("heap", megabytes -> assertThat(megabytes).isLessThanOrEqualTo(64));
    assertThat(drained.get("full")).isGreaterThan(WAITING / 1_000);
    assertThat(drained.get("shrunk")).isLessThanOrEqualTo(40);
  }
}
