// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators see in MicroProfile Health and Metrics. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HealthIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final String REFUSAL =
      "{\"message\":\"Invalid Audit Log event.\",\"code\":\"invalid_audit_log_event\","
          + "\"errors\":[{\"instancePath\":\"/targets\"}]}";

  @ArquillianResource private URL url;
  private Client client;
  private Client server;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of("auditlogged.application", "health it"),
        AuditedResource.class,
        ParkedResource.class);
  }

  @BeforeEach
  void isDeployed() throws MalformedURLException {
    client = new Client(url, WORKOS);
    // the server's own pages are beside the application's
    server = client.at(new URL(url, "/"));
  }

  private JsonObject check() {
    var answer = server.get("health/ready");
    assertThat(answer.body()).doesNotContain(Deployments.KEY).doesNotContain("sk_");
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      var found =
          reader.readObject().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
              .filter(check -> check.getString("name").equals("auditlogged"))
              .findFirst()
              .orElseThrow();
      assertThat(answer.statusCode()).isEqualTo(found.getString("status").equals("UP") ? 200 : 503);
      return found;
    }
  }

  private String status() {
    return check().getString("status");
  }

  /** Payara makes texts of numbers. */
  private static long number(JsonObject data, String name) {
    return Long.parseLong(data.get(name).toString().replace("\"", ""));
  }

  private String problems() {
    return check().getJsonObject("data").getString("problems", "none");
  }

  @Test
  void readinessIsUpWhileEventsFlow() {
    client.get("things/7?as=ok");
    client.event();

    await().until(this::status, "UP"::equals);
    var data = check().getJsonObject("data");
    assertThat(data.getString("application")).isEqualTo("health it");
    assertThat(number(data, "captured")).isPositive();
    assertThat(number(data, "waiting")).isZero();
    assertThat(data.containsKey("problems")).isFalse();
  }

  @Test
  void readinessIsDownWhileTheKeyIsRefused() {
    WORKOS.key("sk_another");
    client.get("things/7?as=ok");
    await().until(this::problems, "delivery is halted"::equals);
    assertThat(check().getJsonObject("data").getString("obstacle")).contains("AUDIT-020");

    WORKOS.key(Deployments.KEY);
    client.event();
    await().until(this::status, "UP"::equals);
  }

  @Test
  void readinessIsDownWhileEventsAreParked() {
    WORKOS.answer(400, REFUSAL);
    client.get("things/7?as=ok");
    await().until(this::problems, "1 parked"::equals);
    assertThat(client.post("parked/send?action=thing.read").body()).isEqualTo("1");
    assertThat(client.event().getString("action")).isEqualTo("thing.read");
    await().until(this::status, "UP"::equals);
  }

  @Test
  void metricsHaveEveryCounter() {
    client.get("things/7?as=ok");
    client.event();

    var metrics = server.get("metrics").body();
    assertThat(metrics)
        .containsPattern("auditlogged_captured\\{[^}]*application=\"health it\"[^}]*} [1-9]")
        .containsPattern("auditlogged_waiting\\{[^}]*application=\"health it\"[^}]*} 0")
        .containsPattern("auditlogged_halted\\{[^}]*application=\"health it\"[^}]*} 0")
        .contains("auditlogged_delivered", "auditlogged_parked", "auditlogged_discarded")
        .contains("auditlogged_lost", "auditlogged_cut", "auditlogged_possibly_twice")
        .contains("auditlogged_oldest_waiting_seconds");
  }
}
