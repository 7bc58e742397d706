// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.internal.outbox.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table, through a real REST client to a real server. */
@Timeout(60)
class WorkOsAnswerTest extends WorkOsFixture {
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
  void manyErrorsAreReadToTheEnd() {
    var error = "{\"instancePath\":\"/targets/0\",\"message\":\"must NOT have more properties\"}";
    var errors = String.join(",", Collections.nCopies(2_000, error));
    var body = "{\"code\":\"invalid_audit_log_event\",\"errors\":[" + errors + "]}";
    assertThat(refused(verdictOn(400, body)).by()).isEqualTo(Refusal.By.ACTION);
  }

  @Test
  void answerThatTricklesIsGivenUp() throws IOException {
    var nanos = new AtomicLong();
    var trickle =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] part, int offset, int length) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            return 1;
          }
        };
    assertThat(Answer.body(trickle, nanos::get, Answer.MOST)).hasSize(11);
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
  @ValueSource(ints = {400, 404, 422})
  void refusalWithoutABodyMayBeAnybodysAndParksNothing(int status) {
    assertThat(unavailable(verdictOn(status, "")))
        .isEqualTo(status + " with an empty body, X-Request-ID req_1");
  }

  @Test
  void messageMayBeAList() {
    var refusal =
        refused(verdictOn(400, "{\"message\":[\"a is bad\",\"b too\"],\"code\":\"bad_request\"}"));
    assertThat(refusal.reason()).startsWith("400 a is bad; b too (bad_request)");
  }

  @Test
  void oddErrorsAreReadLeniently() {
    var body =
        "{\"message\":[],\"code\":7,\"errors\":[1,null,\"x\",{},{\"field\":\"event.action\","
            + "\"code\":\"required\"}]}";
    assertThat(refused(verdictOn(422, body)).reason())
        .isEqualTo("422 at event.action required, X-Request-ID req_1");
    assertThat(unavailable(verdictOn(422, "{\"errors\":{\"a\":1},\"message\":{}}")))
        .startsWith("422");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"message\":\"Bad Request\"}",
        "{\"message\":\"no Route matched with those values\"}",
        "{\"message\":[\"a is bad\"],\"error\":\"Bad Request\",\"statusCode\":400}",
        "{\"status\":404,\"error\":\"Not Found\",\"path\":\"/audit_logs/events\"}",
        "{\"error\":{\"code\":\"InvalidRequest\",\"message\":\"no\"}}",
        "{\"code\":7003,\"message\":\"no\"}",
        "{\"code\":\" \"}",
        "{\"errors\":[]}"
      })
  void gatewaysJsonParksNothing(String body) {
    for (int status : new int[] {400, 404, 422}) {
      assertThat(unavailable(verdictOn(status, body))).startsWith(status + "");
    }
  }

  @Test
  void notFoundParksOnlyWhenItNamesTheOrganization() {
    var code = "{\"message\":\"Not found\",\"code\":\"entity_not_found\",\"errors\":[{}]}";
    assertThat(unavailable(verdictOn(404, code))).startsWith("404 Not found (entity_not_found)");
    var malformed = "{\"message\":\"Organization not found: 'org_1'.\"}";
    assertThat(unavailable(verdictOn(422, malformed))).startsWith("422");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"code\":\"x\"}", "{\"errors\":[{\"field\":\"event.action\"}]}"})
  void codeOrErrorsPark(String body) {
    assertThat(refused(verdictOn(400, body)).by()).isEqualTo(Refusal.By.ACTION);
    assertThat(refused(verdictOn(422, body)).by()).isEqualTo(Refusal.By.EVENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void pageOfSomebodyElseParksNothing(int status) {
    var verdict = verdictOn(status, "<html>secret page</html>", "Content-Type", "text/html");
    assertThat(unavailable(verdict)).startsWith(status + "").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void answerThatBreaksOffParksNothing(int status) throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var over = new CountDownLatch(1);
      var server = new Thread(() -> breakOff(socket, status, over));
      server.setDaemon(true);
      server.start();
      var broken = destination(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
      assertThat(unavailable(broken.send(signIn))).startsWith(status + "");
      over.countDown();
    }
  }

  private static void breakOff(ServerSocket socket, int status, CountDownLatch over) {
    try (var connection = socket.accept()) {
      connection.getInputStream().read();
      var head = "HTTP/1.1 " + status + " No\r\nContent-Length: 1000\r\n\r\n{\"message\":";
      connection.getOutputStream().write(head.getBytes());
      connection.getOutputStream().flush();
      over.await();
    } catch (IOException | InterruptedException e) {
      // the test is over
    }
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
        .containsKey("truncated");
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
  void keyIsHiddenBeforeAReasonIsShortened() {
    key = "of_another_form_0123456789";
    workOs.key(key);
    assertThat(unavailable(verdictOn(500, "{\"message\":\"" + "x".repeat(285) + key + "\"}")))
        .doesNotContain("of_an")
        .contains("sk_…");
  }

  @Test
  void longReasonIsShortened() {
    assertThat(unavailable(verdictOn(500, "{\"message\":\"" + "x".repeat(5000) + "\"}")))
        .hasSizeLessThan(400)
        .endsWith("…, X-Request-ID req_1");
  }
}
