// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInTest {
  private static final String GOOD =
      """
      {"organization_id": "org_stand_in",
       "event": {
         "action": "secret.read",
         "occurred_at": "2026-02-02T16:35:39.317Z",
         "actor": {"id": "alice", "type": "user"},
         "targets": [],
         "context": {"location": "internal"}}}
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private StandIn standIn;

  @BeforeEach
  void start() {
    standIn = new StandIn(Duration.ofMillis(300));
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  @Test
  void goodEventIsKeptAsItArrived() throws Exception {
    var answer = send("key-1", GOOD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(this::isJson);
    assertThat(standIn.after(0))
        .singleElement()
        .satisfies(
            arrival -> {
              assertThat(arrival.number()).isEqualTo(1);
              assertThat(arrival.key()).isEqualTo("key-1");
              assertThat(arrival.body()).isEqualTo(GOOD);
            });
  }

  @Test
  void repeatedKeyGetsTheFirstAnswerAndIsKeptOnce() throws Exception {
    send("key-1", GOOD);

    assertThat(send("key-1", GOOD).statusCode()).isEqualTo(200);
    assertThat(send("key-1", "{}").statusCode()).isEqualTo(200);
    assertThat(standIn.after(0)).hasSize(1);
  }

  @Test
  void refusedKeyStaysRefused() throws Exception {
    assertThat(send("key-1", "{}").statusCode()).isEqualTo(422);

    assertThat(send("key-1", GOOD).statusCode()).isEqualTo(422);
    assertThat(standIn.after(0)).isEmpty();
  }

  @Test
  void eventWithoutKeyIsKeptEachTime() throws Exception {
    send(null, GOOD);
    send(null, GOOD);

    assertThat(standIn.after(0)).hasSize(2);
    assertThat(standIn.after(1)).hasSize(1);
  }

  @Test
  void onlyTheNewestEventsAreKept() {
    var arrivals = new Arrivals(2, 2);
    for (int i = 1; i <= 3; i++) {
      arrivals.answer("key-" + i, "body-" + i, () -> Answer.TAKEN);
    }

    assertThat(arrivals.after(0)).extracting(Arrival::body).containsExactly("body-2", "body-3");

    arrivals.answer("key-1", "again", () -> Answer.TAKEN);
    assertThat(arrivals.after(3)).extracting(Arrival::body).containsExactly("again");
  }

  @Test
  void wrongBearerIsUnauthorized() throws Exception {
    var request = request("key-1", GOOD).setHeader("Authorization", "Bearer sk_other").build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(standIn.after(0)).isEmpty();
  }

  @Test
  void otherTypesPathsAndMethodsAreRefused() throws Exception {
    var text = request("key-1", GOOD).setHeader("Content-Type", "text/plain").build();
    var elsewhere = request("key-1", GOOD).uri(URI.create(standIn.url() + "/events")).build();
    var reading = request("key-1", GOOD).GET().build();

    assertThat(client.send(text, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    assertThat(client.send(elsewhere, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    assertThat(client.send(reading, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  @Test
  void hugeBodyIsTooLarge() throws Exception {
    assertThat(send("key-1", " ".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void whenDownItAnswers503AndRemembersNothing() throws Exception {
    standIn.behave(Behaviour.DOWN);
    assertThat(send("key-1", GOOD).statusCode()).isEqualTo(503);

    standIn.behave(Behaviour.UP);
    assertThat(send("key-1", GOOD).statusCode()).isEqualTo(200);
    assertThat(standIn.after(0)).hasSize(1);
  }

  @Test
  void whenLimitedItAsksForPatience() throws Exception {
    standIn.behave(Behaviour.LIMITED);
    var answers = new ArrayList<HttpResponse<String>>();
    for (int i = 0; i < 30; i++) {
      answers.add(send("key-" + i, GOOD));
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
    var refused = answers.stream().filter(a -> a.statusCode() == 429).findFirst().orElseThrow();
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(refused.body()).contains("\"code\":\"rate_limit_exceeded\"");
  }

  @Test
  void whenSlowItTakesItsTime() throws Exception {
    standIn.behave(Behaviour.SLOW);
    var began = System.nanoTime();

    assertThat(send("key-1", GOOD).statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  private HttpResponse<String> send(String key, String body)
      throws IOException, InterruptedException {
    return client.send(request(key, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String key, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(standIn.url() + "/audit_logs/events"))
            .header("Authorization", "Bearer " + StandIn.API_KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request;
  }

  private void isJson(String type) {
    assertThat(type).startsWith("application/json");
  }
}
