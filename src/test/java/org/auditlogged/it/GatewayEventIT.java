// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GatewayEventIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            // whoever calls plays the gateway
            "auditlogged.trusted-proxies", "0.0.0.0/0,::/0",
            "auditlogged.client-address-headers", "True-Client-IP",
            "auditlogged.metadata", ""),
        GatewayEventResource.class,
        GatewayEventResource.Login.class,
        GatewayEventResource.Session.class,
        Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void theEventOfTheGatewayPageArrivesAsWritten() {
    var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var response =
        client.call(
            "POST",
            "sessions",
            "{\"extra\":\"from the body\"}",
            "Content-Type",
            "application/json",
            "Authorization",
            Client.basic("jon"),
            "True-Client-IP",
            "203.0.113.7");
    assertThat(response.statusCode()).isEqualTo(200);

    client.events();
    var sending = WORKOS.requests().get(WORKOS.requests().size() - 1);
    var occurredAt = sending.json().getJsonObject("event").getString("occurred_at");
    assertThat(Instant.parse(occurredAt)).isBetween(before, Instant.now());
    assertThat(occurredAt).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(new String(sending.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            ("{\"organization_id\":\"org_01EHZNVPK3SFK441A1RGBFSHRT\",\"event\":{"
                    + "\"action\":\"user.signed_in\",\"occurred_at\":\"%s\",\"version\":1,"
                    + "\"actor\":{\"type\":\"user\",\"id\":\"jon\",\"metadata\":{\"role\":\"admin\"}},"
                    + "\"targets\":[{\"type\":\"user\",\"id\":\"user_01\",\"name\":\"Jon Smith\"},"
                    + "{\"type\":\"team\",\"id\":\"team_01\",\"metadata\":{\"owner\":\"user_02\"}}],"
                    + "\"context\":{\"location\":\"203.0.113.7\",\"user_agent\":\"it/1.0\"},"
                    + "\"metadata\":{\"extra\":\"from the body\"}}}")
                .formatted(occurredAt));
    assertThat(UUID.fromString(sending.idempotencyKey()).version()).isEqualTo(4);
    assertThat(sending.headers())
        .containsEntry("authorization", "Bearer " + Deployments.KEY)
        .containsEntry("content-type", "application/json")
        .hasEntrySatisfying(
            "user-agent", agent -> assertThat(agent).startsWith("auditlogged/").endsWith(" (it)"));
  }
}
