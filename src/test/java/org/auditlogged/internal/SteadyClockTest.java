// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private final MutableClock wall = new MutableClock();
  private final AtomicLong nanos = new AtomicLong(-7);
  private final SteadyClock unit = new SteadyClock(wall, nanos::get);

  @Test
  void startsWithTheMachinesClock() {
    assertThat(unit.instant()).isEqualTo(wall.instant());
  }

  @Test
  void goesOnByWhatHasPassedHoweverTheMachinesClockJumps() {
    var start = wall.instant();
    wall.advance(Duration.ofDays(-1));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(unit.instant()).isEqualTo(start.plusSeconds(5));

    wall.advance(Duration.ofDays(400));
    assertThat(unit.instant()).isEqualTo(start.plusSeconds(5));
  }
}
