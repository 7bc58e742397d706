// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.auditlogged.internal.Pause;
import org.auditlogged.workos.AuditLogsException.Said;
import org.auditlogged.workos.AuditLogsException.Unavailable;

/**
 * One request, with the key of that moment. Invariant: asked again only after a 429, which says
 * that nothing was done, and for no longer than {@link #LONGEST} in all; whatever else comes is
 * given back or thrown. For any thread.
 */
final class Asking {
  /** The account's limit is counted by the minute. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private final ApiKey key;
  private final Failures failures;
  private final Pause pause;

  Asking(ApiKey key, Clock clock, Pause pause) {
    this.key = key;
    this.failures = new Failures(key, clock);
    this.pause = pause;
  }

  /**
   * Asks and reads.
   *
   * @param request makes the request, given the header {@code Authorization}
   * @param reader reads a success; what it throws is told as an answer that cannot be read
   */
  <T> T ask(Function<String, Answer> request, Function<Answer, T> reader) {
    var answer = ask(request);
    if (answer.status() / 100 != 2) {
      throw failures.of(answer);
    }
    try {
      return reader.apply(answer);
    } catch (RuntimeException e) {
      throw failures.unreadable(answer, e);
    }
  }

  private Answer ask(Function<String, Answer> request) {
    var left = LONGEST;
    while (true) {
      var answer = once(request);
      var wait = answer.status() == 429 ? failures.wait(answer) : LONGEST.plusNanos(1);
      if (wait.compareTo(left) > 0) {
        return answer;
      }
      // a zero would let us ask for ever
      left = left.minus(wait).minusSeconds(1);
      pause(wait);
    }
  }

  private Answer once(Function<String, Answer> request) {
    var authorization = key.header().orElseThrow(failures::noKey);
    try {
      return request.apply(authorization);
    } catch (RuntimeException e) {
      throw failures.noAnswer(e);
    }
  }

  /** Waits, and tells an interrupt. */
  void pause(Duration time) {
    try {
      pause.take(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for WorkOS", Said.NOTHING);
    }
  }
}
