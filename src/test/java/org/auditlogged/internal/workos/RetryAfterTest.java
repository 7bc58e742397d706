// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "' 7 ', PT7S",
    "3600, PT1H",
    "99999999999999999999999999, P1D",
    "'Thu, 01 Jan 2026 00:01:30 GMT', PT1M30S",
    "'Wed, 31 Dec 2025 23:59:00 GMT', PT0S"
  })
  void secondsAndDatesAreRead(String header, Duration wait) {
    assertThat(RetryAfter.read(header, clock)).isEqualTo(wait);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "-5", "1.5", "Thu, 01 Foo 2026 00:01:30 GMT"})
  void anythingElseIsAsIfNothingWereSaid(String header) {
    assertThat(RetryAfter.read(header, clock)).isNull();
  }

  @Test
  void dateIsJudgedByTheGivenClock() {
    clock.set(Instant.parse("2026-01-01T00:01:00Z"));
    assertThat(RetryAfter.read("Thu, 01 Jan 2026 00:01:30 GMT", clock))
        .isEqualTo(Duration.ofSeconds(30));
  }
}
