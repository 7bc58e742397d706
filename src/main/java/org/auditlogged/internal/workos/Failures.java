// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.auditlogged.workos.AuditLogsException;
import org.auditlogged.workos.AuditLogsException.BadRequest;
import org.auditlogged.workos.AuditLogsException.KeyRefused;
import org.auditlogged.workos.AuditLogsException.NotFound;
import org.auditlogged.workos.AuditLogsException.RateLimited;
import org.auditlogged.workos.AuditLogsException.Said;
import org.auditlogged.workos.AuditLogsException.Unavailable;
import org.auditlogged.workos.AuditLogsException.Unprocessable;

/**
 * Makes exceptions of answers. Invariant: the key stands in none of their texts. For any thread.
 */
final class Failures {
  private final ApiKey key;
  private final Clock clock;

  Failures(ApiKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  AuditLogsException of(Answer answer) {
    var text = "WorkOS answered " + answer.reason(key::hideIn);
    var said = said(answer);
    return switch (answer.status()) {
      case 401, 403 -> new KeyRefused(text + "; look at workos.api-key", said);
      case 429 -> new RateLimited(text, said, wait(answer));
      case 408 -> new Unavailable(text, said);
      case 404 -> answer.isForeign() ? new Unavailable(text, said) : new NotFound(text, said);
      case 422 -> answer.isForeign() ? new Unavailable(text, said) : new Unprocessable(text, said);
      default ->
          answer.status() / 100 == 4 && !answer.isForeign()
              ? new BadRequest(text, said)
              : new Unavailable(text, said);
    };
  }

  /** How long a 429 asks to wait. */
  Duration wait(Answer answer) {
    return Optional.ofNullable(RetryAfter.read(answer.retryAfter(), clock))
        .orElse(Duration.ofSeconds(1));
  }

  AuditLogsException noAnswer(RuntimeException thrown) {
    return new Unavailable("WorkOS: " + key.hideIn(Reason.of(thrown)), Said.NOTHING);
  }

  /** A success that does not hold what it should. */
  AuditLogsException unreadable(Answer answer, RuntimeException why) {
    var text = "WorkOS's answer cannot be read: " + answer.reason(key::hideIn);
    return new Unavailable(text + " (" + why.getClass().getSimpleName() + ")", said(answer));
  }

  AuditLogsException noKey() {
    var obstacle = key.obstacle();
    var why = obstacle.map(it -> it.detail() == null ? "workos.api-key is not set" : it.detail());
    return new KeyRefused(
        why.orElse("workos.api-key is not set") + " (environment: WORKOS_API_KEY)", Said.NOTHING);
  }

  private Said said(Answer answer) {
    return new Said(
        answer.status(),
        answer.code().map(key::hideIn).orElse(null),
        answer.requestId() == null ? null : key.hideIn(answer.requestId()),
        answer.fields().stream().map(key::hideIn).toList());
  }
}
