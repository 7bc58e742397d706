// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GatewayRouteIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.ofEntries(
            // whoever calls plays the gateway
            Map.entry("auditlogged.trusted-proxies", "0.0.0.0/0,::/0"),
            Map.entry("auditlogged.client-address-headers", "True-Client-IP"),
            Map.entry("auditlogged.metadata", ""),
            Map.entry("auditlogged.routes.sign-in.match", "POST /sessions"),
            Map.entry("auditlogged.routes.sign-in.action", "user.signed_in"),
            Map.entry("auditlogged.routes.sign-in.version", "1"),
            Map.entry("auditlogged.routes.sign-in.targets.user", "#{result.userId}"),
            Map.entry("auditlogged.routes.sign-in.targets.user.name", "#{result.name}"),
            Map.entry("auditlogged.routes.sign-in.targets.team", "#{result.team}"),
            Map.entry("auditlogged.routes.sign-in.targets.team.metadata.owner", "#{result.owner}"),
            Map.entry("auditlogged.routes.sign-in.actor-metadata.role", "#{result.role}"),
            Map.entry("auditlogged.routes.sign-in.metadata.extra", "#{body.extra}")),
        GatewayRouteResource.class,
        Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void theEventOfTheGatewayPageIsSaidByConfigurationAlone() {
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
                    // properties have no order, so targets stand in that of their types
                    + "\"targets\":[{\"type\":\"team\",\"id\":\"team_01\",\"metadata\":{\"owner\":\"user_02\"}},"
                    + "{\"type\":\"user\",\"id\":\"user_01\",\"name\":\"Jon Smith\"}],"
                    + "\"context\":{\"location\":\"203.0.113.7\",\"user_agent\":\"it/1.0\"},"
                    + "\"metadata\":{\"extra\":\"from the body\"}}}")
                .formatted(occurredAt));
  }
}
