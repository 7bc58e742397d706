// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.Json;
import jakarta.json.JsonReaderFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.auditlogged.internal.delivery.Destination;
import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.internal.outbox.Refusal.By;

/**
 * Sends one entry to WorkOS and says what became of it. Invariants: only an answer that speaks
 * about this very event parks it, everything else keeps it; the key stands in no text. For any
 * thread, with the application's class loader as the thread's.
 *
 * <table>
 *   <caption>status to verdict</caption>
 *   <tr><th>answer</th><th>verdict</th></tr>
 *   <tr><td>2xx with {@code "success": true}</td><td>delivered</td></tr>
 *   <tr><td>2xx with anything else: a portal's page, an error's text</td><td>unavailable</td></tr>
 *   <tr><td>3xx</td><td>unavailable: WorkOS redirects nobody, so a proxy did</td></tr>
 *   <tr><td>400, 404 Organization not found</td><td>refused, by organization</td></tr>
 *   <tr><td>400 with a {@code code} or {@code errors}</td><td>refused, by action</td></tr>
 *   <tr><td>422 with a {@code code} or {@code errors}</td><td>refused, by event</td></tr>
 *   <tr><td>400, 404, 422 with anything else, be it JSON, or broke off</td><td>unavailable: a
 *       gateway's answer, or a wrong address</td></tr>
 *   <tr><td>401, 403</td><td>halted</td></tr>
 *   <tr><td>413, not shrunk before</td><td>too large, when a smaller body can be made</td></tr>
 *   <tr><td>413 else</td><td>refused, by event</td></tr>
 *   <tr><td>429</td><td>throttled, as long as {@code Retry-After} says</td></tr>
 *   <tr><td>408, 5xx, no answer in time, I/O failure</td><td>unavailable</td></tr>
 *   <tr><td>409</td><td>unavailable: a sending with the same key is still being worked on</td></tr>
 *   <tr><td>405, 407, 415 and any other</td><td>unavailable: every event is sent the same way, so
 *       this one is not at fault</td></tr>
 *   <tr><td>none: the entry has no organization</td><td>refused, by organization</td></tr>
 * </table>
 */
public final class WorkOsDestination implements Destination {
  private final WorkOsEvents events;
  private final ApiKey key;
  private final String userAgent;
  private final Clock clock;
  // made once: each look-up of the provider searches the class path
  private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());
  private final EventWriter writer = EventWriter.create();

  /**
   * Needs the application's class loader as the thread's.
   *
   * @param events the REST client
   * @param key WorkOS's key, read on each use
   * @param application the application's name
   * @param clock for a {@code Retry-After} that is a date
   */
  public WorkOsDestination(
      WorkOsEvents events, Supplier<Optional<String>> key, String application, Clock clock) {
    this.events = events;
    this.key = new ApiKey(key);
    this.userAgent = UserAgent.of(application);
    this.clock = clock;
  }

  @Override
  public Optional<Obstacle> obstacle() {
    return key.obstacle();
  }

  @Override
  public Verdict send(Claimed claimed) {
    var entry = claimed.entry();
    if (entry.organization() == null || entry.organization().isBlank()) {
      return new Verdict.Refused(new Refusal(By.ORGANIZATION, 0, "it has no organization"));
    }
    var header = key.header();
    if (header.isEmpty()) {
      return new Verdict.Halted("workos.api-key is not set");
    }
    try (var response = post(header.get(), entry.id().toString(), entry.body())) {
      return verdict(Answer.read(response, readers), claimed);
    } catch (RuntimeException e) {
      return new Verdict.Unavailable(key.hideIn(Reason.of(e)), Reason.mayHaveArrived(e));
    }
  }

  private Response post(String authorization, String idempotencyKey, byte[] body) {
    try {
      return events.create(authorization, idempotencyKey, userAgent, body);
    } catch (WebApplicationException e) {
      // what the client's default mapper makes of 400 and above
      return e.getResponse();
    }
  }

  private Verdict verdict(Answer answer, Claimed claimed) {
    int status = answer.status();
    var reason = answer.reason(key::hideIn);
    if (answer.isSuccess()) {
      return new Verdict.Delivered();
    }
    if (status == 401 || status == 403) {
      return new Verdict.Halted(reason);
    }
    if (status == 429) {
      return new Verdict.Throttled(RetryAfter.read(answer.retryAfter(), clock));
    }
    if (status == 413) {
      return tooLarge(claimed, reason);
    }
    return refusedBy(answer)
        .<Verdict>map(by -> new Verdict.Refused(new Refusal(by, status, reason)))
        .orElseGet(() -> new Verdict.Unavailable(reason, isInDoubt(status)));
  }

  /** Whether WorkOS may have stored it, though the answer does not say so. */
  private static boolean isInDoubt(int status) {
    return status / 100 == 2 || status >= 500 || status == 408 || status == 409;
  }

  /** Empty when it may be somebody else's word, which parks nothing. */
  private static Optional<By> refusedBy(Answer answer) {
    int status = answer.status();
    if ((status == 400 || status == 404) && answer.isAboutTheOrganization()) {
      return Optional.of(By.ORGANIZATION);
    }
    if ((status == 400 || status == 422) && answer.saysWhatIsWrong()) {
      return Optional.of(status == 400 ? By.ACTION : By.EVENT);
    }
    return Optional.empty();
  }

  private Verdict tooLarge(Claimed claimed, String reason) {
    var smaller =
        claimed.isShrunk() ? Optional.<byte[]>empty() : Shrink.smaller(claimed.entry(), writer);
    return smaller
        .<Verdict>map(Verdict.TooLarge::new)
        .orElseGet(() -> new Verdict.Refused(new Refusal(By.EVENT, 413, reason)));
  }
}
