// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.auditlogged.internal.AuditConfig.Sync;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. */
class AppendBenchmarkTest {
  @Test
  void everyAppendIsKeptAndTheBaselineKeepsNone() throws Exception {
    var appends = new AppendBenchmark();
    appends.threads = 4;
    appends.sync = Sync.NORMAL;
    appends.open();
    try {
      appends.baseline();
      assertThat(appends.appended()).isZero();
      appends.append();
      assertThat(appends.appended()).isEqualTo(AppendBenchmark.APPENDS);
    } finally {
      appends.close();
    }
  }
}
