// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.delivery.Destination;
import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.support.EmptyConfig;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.MutableClock;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table, through a real REST client to a real server. */
@Timeout(60)
class WorkOsDestinationTest {
  private static final String KEY = "sk_test_c2VjcmV0";
  private static final String SIGN_IN_FAILED =
      "{\"message\":\"Invalid Audit Log event.\",\"code\":\"invalid_audit_log_event\","
          + "\"errors\":[{\"instancePath\":\"/targets\"}]}";

  private static FakeWorkOs workOs;
  private static WorkOsEvents events;

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Claimed signIn =
      Samples.claimed(EventWriter.create().write(Samples.signIn()).body());
  private String key = KEY;
  private final WorkOsDestination unit = destination(events);

  @BeforeAll
  static void start() {
    EmptyConfig.install();
    workOs = FakeWorkOs.start();
    events = client(workOs.uri());
  }

  @BeforeEach
  void reset() {
    workOs.reset();
    workOs.key(KEY);
  }

  @AfterAll
  static void stop() {
    workOs.close();
  }

  private static WorkOsEvents client(URI uri) {
    return RestClientBuilder.newBuilder()
        .baseUri(uri)
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(1, TimeUnit.SECONDS)
        .build(WorkOsEvents.class);
  }

  private WorkOsDestination destination(URI uri) {
    return destination(client(uri));
  }

  private WorkOsDestination destination(WorkOsEvents events) {
    return new WorkOsDestination(events, () -> Optional.ofNullable(key), "orders", clock);
  }

  private Verdict verdictOn(int status, String body, String... headers) {
    workOs.answer(status, body, headers);
    return unit.send(signIn);
  }

  private static String unavailable(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
    return ((Verdict.Unavailable) verdict).reason();
  }

  private static Refusal refused(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdict).refusal();
  }

  @Test
  void eventArrivesAsItWasWritten() {
    assertThat(unit.send(signIn)).isEqualTo(new Verdict.Delivered());
    var request = workOs.requests().get(0);
    assertThat(request.path()).isEqualTo("/audit_logs/events");
    assertThat(request.body()).isEqualTo(signIn.entry().body());
    assertThat(request.idempotencyKey()).isEqualTo(Samples.ID.toString());
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer " + KEY)
        .containsEntry("user-agent", "auditlogged/dev (orders)");
    assertThat(request.headers().get("content-type")).startsWith("application/json");
    assertThat(workOs.actions()).containsExactly("user.signed_in");
  }

  @Test
  void repeatedEventIsStoredOnce() {
    unit.send(signIn);
    assertThat(unit.send(signIn)).isEqualTo(new Verdict.Delivered());
    assertThat(workOs.requests()).hasSize(2);
    assertThat(workOs.stored()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void successIsDelivered(int status) {
    assertThat(verdictOn(status, "{\"success\":true}")).isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "true",
        "{\"success\":false}",
        "{\"success\":\"true\"}",
        "{\"succ",
        "<html>please sign in to the network</html>",
        "{\"error\":\"unknown\"}"
      })
  void okWithoutSuccessIsNotDelivered(String body) {
    assertThat(unavailable(verdictOn(200, body))).startsWith("200").contains("X-Request-ID req_1");
  }

  @Test
  void endlessAnswerIsReadInPart() {
    var body = "{\"success\":true,\"padding\":\"" + "x".repeat(Answer.MOST) + "\"}";
    assertThat(unavailable(verdictOn(200, body))).startsWith("200");
  }

  @Test
  void emptyOkIsNotDelivered() {
    assertThat(unavailable(verdictOn(204, ""))).startsWith("204");
  }

  @Test
  void badRequestIsParkedByAction() {
    var refusal = refused(verdictOn(400, SIGN_IN_FAILED));
    assertThat(refusal.by()).isEqualTo(Refusal.By.ACTION);
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.reason())
        .isEqualTo(
            "400 Invalid Audit Log event. (invalid_audit_log_event) at /targets,"
                + " X-Request-ID req_1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void unknownOrganizationIsParkedByOrganization(int status) {
    var refusal = refused(verdictOn(status, "{\"message\":\"Organization not found: 'org_1'.\"}"));
    assertThat(refusal.by()).isEqualTo(Refusal.By.ORGANIZATION);
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.reason()).contains("Organization not found: 'org_1'.");
  }

  @ParameterizedTest
  @CsvSource({"400, ACTION", "404, ORGANIZATION", "422, EVENT"})
  void refusalWithoutABodyIsParkedByItsStatus(int status, Refusal.By by) {
    assertThat(refused(verdictOn(status, "")).by()).isEqualTo(by);
  }

  @Test
  void messageMayBeAList() {
    var refusal =
        refused(verdictOn(400, "{\"message\":[\"a is bad\",\"b too\"],\"error\":\"Bad Request\"}"));
    assertThat(refusal.reason()).startsWith("400 a is bad; b too (Bad Request)");
  }

  @Test
  void oddErrorsAreReadLeniently() {
    var body =
        "{\"message\":[],\"code\":7,\"errors\":[1,null,\"x\",{},{\"field\":\"event.action\","
            + "\"code\":\"required\"}]}";
    assertThat(refused(verdictOn(422, body)).reason())
        .isEqualTo("422 at event.action required, X-Request-ID req_1");
    assertThat(refused(verdictOn(422, "{\"errors\":{\"a\":1},\"message\":{}}")).reason())
        .startsWith("422");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void pageOfSomebodyElseParksNothing(int status) {
    var verdict = verdictOn(status, "<html>secret page</html>", "Content-Type", "text/html");
    assertThat(unavailable(verdict)).startsWith(status + "").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusedKeyHalts(int status) {
    var verdict = verdictOn(status, "{\"message\":\"Unauthorized\"}");
    assertThat(verdict).isEqualTo(new Verdict.Halted(status + " Unauthorized, X-Request-ID req_1"));
    assertThat(verdictOn(status, "<html/>")).isInstanceOf(Verdict.Halted.class);
  }

  @Test
  void malformedIsParkedByEvent() {
    var noEvent = Samples.claimed("{\"organization_id\":\"org_1\"}".getBytes());
    var refusal = refused(unit.send(noEvent));
    assertThat(refusal.by()).isEqualTo(Refusal.By.EVENT);
    assertThat(refusal.reason()).startsWith("422 Validation failed. at event required");
  }

  @Test
  void tooLargeIsShrunkOnce() {
    workOs.largest(signIn.entry().body().length - 1);
    var verdict = unit.send(signIn);
    assertThat(verdict).isInstanceOf(Verdict.TooLarge.class);
    var shrunk = signIn.shrunk(((Verdict.TooLarge) verdict).smaller());
    assertThat(unit.send(shrunk)).isEqualTo(new Verdict.Delivered());
    assertThat(workOs.stored().get(0).getJsonObject("event").getJsonObject("metadata"))
        .hasToString("{\"truncated\":true}");
  }

  @Test
  void tooLargeAfterShrinkingIsParkedByEvent() {
    workOs.largest(10);
    var refusal = refused(unit.send(signIn.shrunk(signIn.entry().body())));
    assertThat(refusal.by()).isEqualTo(Refusal.By.EVENT);
    assertThat(refusal.status()).isEqualTo(413);
  }

  @Test
  void tooLargeWithNothingToCutIsParkedByEvent() {
    workOs.largest(10);
    var least = Samples.claimed(EventWriter.create().write(Samples.least()).body());
    assertThat(refused(unit.send(least)).status()).isEqualTo(413);
  }

  @Test
  void throttledWaitsAsTold() {
    assertThat(verdictOn(429, "{}", "Retry-After", "12"))
        .isEqualTo(new Verdict.Throttled(Duration.ofSeconds(12)));
    assertThat(verdictOn(429, "", "Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT"))
        .isEqualTo(new Verdict.Throttled(Duration.ofSeconds(30)));
    assertThat(verdictOn(429, "<html/>")).isEqualTo(new Verdict.Throttled(null));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {405, 406, 407, 408, 409, 410, 415, 418, 421, 426, 431, 451, 500, 502, 503, 504, 599})
  void anythingElseIsUnavailable(int status) {
    var verdict = verdictOn(status, "{\"message\":\"no\"}");
    assertThat(unavailable(verdict)).isEqualTo(status + " no, X-Request-ID req_1");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsUnavailable(int status) {
    workOs.answer(status, "", "Location", workOs.uri() + "/login");
    assertThat(unit.send(signIn)).isInstanceOf(Verdict.Unavailable.class);
    assertThat(workOs.stored()).isEmpty();
  }

  @Test
  void cutConnectionIsUnavailable() {
    workOs.down(true);
    assertThat(unavailable(unit.send(signIn))).isNotBlank().doesNotContain(KEY);
    workOs.down(false);
    assertThat(unit.send(signIn)).isEqualTo(new Verdict.Delivered());
  }

  @Test
  void lostAnswerIsSentAgainAndStoredOnce() {
    // twice: some clients repeat by themselves a request whose connection was cut
    workOs.loseAnswers(2);
    unit.send(signIn);
    workOs.loseAnswers(0);
    assertThat(unit.send(signIn)).isEqualTo(new Verdict.Delivered());
    assertThat(workOs.stored()).hasSize(1);
  }

  @Test
  void noAnswerInTimeIsUnavailable() {
    CountDownLatch hold = workOs.hold();
    assertThat(unavailable(unit.send(signIn))).isEqualTo("no answer in time");
    hold.countDown();
  }

  @Test
  void nobodyThereIsUnavailable() throws IOException {
    URI free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThat(unavailable(destination(free).send(signIn))).startsWith("no connection: ");
  }

  @Test
  void unknownHostIsUnavailable() {
    var nowhere = destination(URI.create("http://workos.invalid"));
    assertThat(unavailable(nowhere.send(signIn))).isEqualTo("unknown host workos.invalid");
  }

  @Test
  void serverWithoutTlsIsUnavailable() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answering = new Thread(() -> answerInPlainText(socket));
      answering.setDaemon(true);
      answering.start();
      var https = destination(URI.create("https://127.0.0.1:" + socket.getLocalPort()));
      assertThat(unavailable(https.send(signIn))).startsWith("TLS failed: ");
    }
  }

  private static void answerInPlainText(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (var connection = socket.accept()) {
        connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
        connection.getOutputStream().flush();
        connection.getInputStream().read();
      } catch (IOException e) {
        // the client went away, or the test is over
      }
    }
  }

  @Test
  void clientThatThrowsIsUnavailable() {
    var broken =
        new WorkOsDestination(
            (authorization, id, agent, body) -> {
              throw new IllegalStateException("holds " + authorization);
            },
            () -> Optional.of(KEY),
            "orders",
            clock);
    assertThat(unavailable(broken.send(signIn)))
        .isEqualTo("no answer: java.lang.IllegalStateException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void withoutOrganizationNothingIsSent(String organization) {
    var entry = signIn.entry();
    for (var none : new String[] {null, organization}) {
      var without = new Entry(entry.id(), none, entry.action(), entry.occurredAt(), entry.body());
      var refusal = refused(unit.send(new Claimed(1, without, 0, false, clock.instant())));
      assertThat(refusal.by()).isEqualTo(Refusal.By.ORGANIZATION);
      assertThat(refusal.status()).isZero();
    }
    assertThat(workOs.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void blankKeyIsNoKey(String blank) {
    key = blank;
    assertThat(unit.obstacle()).contains(new Destination.Obstacle(Message.NO_KEY, null));
    assertThat(unit.send(signIn)).isInstanceOf(Verdict.Halted.class);
    key = null;
    assertThat(unit.obstacle()).contains(new Destination.Obstacle(Message.NO_KEY, null));
    assertThat(workOs.requests()).isEmpty();
  }

  @Test
  void keyThatComesLaterIsUsed() {
    key = null;
    assertThat(unit.obstacle()).isPresent();
    key = KEY + "\n";
    assertThat(unit.obstacle()).isEmpty();
    assertThat(unit.send(signIn)).isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk_a\r\nX-Evil: 1", "sk_ü", "sk_a b", "sk_\u0000"})
  void keyThatAHeaderCannotCarryIsAnObstacleAndNotPrinted(String bad) {
    key = bad;
    var obstacle = unit.obstacle().orElseThrow();
    assertThat(obstacle.message()).isEqualTo(Message.HALTED);
    assertThat(obstacle.detail()).contains("workos.api-key").doesNotContain("sk_");
    assertThat(unit.send(signIn)).isInstanceOf(Verdict.Halted.class);
    assertThat(workOs.requests()).isEmpty();
  }

  @Test
  void keyIsInNoText() {
    var echo = "{\"message\":\"bad key " + KEY + " or sk_live_abc\",\"code\":\"" + KEY + "\"}";
    for (int status : new int[] {200, 400, 401, 422, 500}) {
      assertThat(verdictOn(status, echo).toString())
          .doesNotContain(KEY, "sk_live_abc")
          .contains("sk_…");
    }
    assertThat(unit.toString()).doesNotContain(KEY);
  }

  @Test
  void longReasonIsShortened() {
    assertThat(unavailable(verdictOn(500, "{\"message\":\"" + "x".repeat(5000) + "\"}")))
        .hasSizeLessThan(400)
        .endsWith("…, X-Request-ID req_1");
  }
}
