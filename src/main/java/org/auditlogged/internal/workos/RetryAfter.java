// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After}: seconds or an HTTP date. Pure. */
final class RetryAfter {
  // more is nonsense, and the courier waits no longer than an hour anyway
  private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

  private RetryAfter() {}

  /** How long to wait, never negative; {@code null} when the header is absent or unreadable. */
  static Duration read(String header, Clock clock) {
    if (header == null) {
      return null;
    }
    var text = header.strip();
    var wait = text.matches("[0-9]+") ? seconds(text) : until(text, clock);
    return wait == null || !wait.isNegative() ? wait : Duration.ZERO;
  }

  private static Duration seconds(String digits) {
    // nineteen digits and more do not fit a long
    long seconds = digits.length() > 18 ? MOST_SECONDS : Long.parseLong(digits);
    return Duration.ofSeconds(Math.min(seconds, MOST_SECONDS));
  }

  private static Duration until(String date, Clock clock) {
    try {
      var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(clock.instant(), then);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
