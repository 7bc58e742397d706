// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.support.CapturedLog;
import org.junit.jupiter.api.Test;

class LogDestinationTest {
  private final CapturedLog log = new CapturedLog();
  private final LogDestination unit = new LogDestination(log);

  @Test
  void eventIsOneLineAndDelivered() {
    var entry = EventWriter.create().write(Samples.signIn());
    assertThat(unit.send(Samples.claimed(entry.body()))).isEqualTo(new Verdict.Delivered());
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0))
        .startsWith("INFO {\"organization_id\":\"org_01EHWNCE74X7JSDV0X3SZ3KJNY\"")
        .doesNotContain("\n");
  }

  @Test
  void nothingKeepsItFromWorking() {
    assertThat(unit.obstacle()).isEmpty();
    assertThat(new LogDestination().obstacle()).isEmpty();
  }
}
