// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The time limits that the jar brings, and those in the code that rest on them. */
class TimeLimitsTest {
  private final Duration connect = limit("workos/mp-rest/connectTimeout");
  private final Duration read = limit("workos/mp-rest/readTimeout");

  @Test
  void aConnectionHasFiveSecondsAndAnAnswerTen() {
    assertThat(connect).isEqualTo(Duration.ofSeconds(5));
    assertThat(read).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aSendingThatTheClientRepeatsByItselfIsOverBeforeItsLease() {
    assertThat(connect.plus(read).multipliedBy(2)).isLessThan(Courier.LEASE);
  }

  @Test
  void aStopWaitsForASendingThatHangs() {
    assertThat(connect.plus(read)).isLessThan(CourierLoop.LONGEST_SENDING);
  }

  private static Duration limit(String key) {
    var defaults = new Properties();
    var file = "/META-INF/microprofile-config.properties";
    try (var stream = Courier.class.getResourceAsStream(file)) {
      defaults.load(stream);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Duration.ofMillis(Long.parseLong(defaults.getProperty(key)));
  }
}
