// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.support.Rounds;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. */
class AppendBenchmarkTest {
  @Test
  void everyAppendIsKeptAndTheBareOnesAreNot() throws Exception {
    try (var both = new AppendBenchmark.Both(Sync.NORMAL, 4, 403)) {
      both.bare();
      assertThat(both.appended()).isZero();
      assertThat(both.bareCommits()).isBetween(0.2, 1.0);

      both.ours();

      assertThat(both.appended()).isEqualTo(400);
      assertThat(both.ourCommits()).isBetween(0.2, 1.0);
    }
  }

  @Test
  void roundsTakeTurnsAndAreComparedInPairs() throws Exception {
    var order = new StringBuilder();
    var rounds = Rounds.of(2, () -> order.append('o'), () -> order.append('b'));

    assertThat(order).hasToString("obboobbo");
    assertThat(rounds.ratio(0.5)).isPositive();
    assertThat(rounds.ours()).isPositive();
    assertThat(rounds.bare()).isPositive();
    assertThat(rounds.ourCpu()).isNotNegative();
    assertThat(rounds.bareCpu()).isNotNegative();
  }
}
