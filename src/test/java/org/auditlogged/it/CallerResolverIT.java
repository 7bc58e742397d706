// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CallerResolverIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
            WORKOS,
            Map.of("workos.organization-id", "(absent)"),
            AuditedResource.class,
            Users.class,
            AuditedLookup.class)
        // by its file: it implements a type that only the application has
        .addAsResource("org/auditlogged/it/OwnCallerResolver.class");
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void theApplicationsOwnResolverNamesActorAndOrganization() {
    client.get("things/7?as=ok", "X-Service", "s1");

    var events = client.events();
    assertThat(events).as("what the resolver calls is not audited").hasSize(1);
    var sent = events.get(0);
    assertThat(sent.getString("organization_id")).isEqualTo("org_of_s1");
    assertThat(sent.getJsonObject("event").getJsonObject("actor"))
        .hasToString(
            "{\"type\":\"service\",\"id\":\"s1\",\"name\":\"Service s1\",\"metadata\":{\"tier\":1}}");
  }

  @Test
  void withoutAnyOrganizationTheEventIsKeptAndParked() {
    // the resolver fails and knows no organization, and none is configured
    assertThat(
            client
                .get("things/7?as=ok", "X-Service", "broken", "Authorization", Client.basic("jon"))
                .statusCode())
        .isEqualTo(200);

    await().until(client::counts, "0 1 0"::equals);
    assertThat(client.events()).isEmpty();
  }
}
