// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate unit =
      new Gate(
          new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5),
          Outside.real(java.time.Clock.systemUTC()),
          Log.of(GateTest.class));

  @Test
  void isHaltedByWhatOnlyAnOperatorCanChange() {
    assertThat(unit.isHalted()).isFalse();
    unit.halt(unit.state(), "401");
    assertThat(unit.isHalted()).isTrue();
    unit.open(unit.state());
    assertThat(unit.isHalted()).isFalse();
    unit.block(unit.state(), new Destination.Obstacle(Message.NO_KEY, null));
    assertThat(unit.isHalted()).isTrue();
  }

  @Test
  void isNotHaltedByWhatPasses() {
    unit.unavailable(unit.state(), "down");
    assertThat(unit.isHalted()).isFalse();
    unit.throttle(unit.state(), null);
    assertThat(unit.isHalted()).isFalse();
  }
}
