// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.delivery.Destination;
import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what happens without an answer, and that the key stays hidden. */
@Timeout(60)
class WorkOsDestinationTest extends WorkOsFixture {
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
}
