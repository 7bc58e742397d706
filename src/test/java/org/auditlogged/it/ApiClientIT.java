// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeAdministration;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The typed client, injected and called; auditing is switched off. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ApiClientIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of("auditlogged.enabled", "false"), ApiClientResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void schemasAreCreatedAndListed() {
    assertThat(client.get("api/schemas/thing.read").body()).startsWith("1 true thing.read");
    assertThat(client.get("api/schemas/thing.read").body()).startsWith("2 true thing.read");
    assertThat(WORKOS.requests())
        .filteredOn(request -> !request.path().startsWith("/storage/"))
        .allSatisfy(
            request ->
                assertThat(request.headers())
                    .containsEntry("authorization", "Bearer " + Deployments.KEY)
                    .hasEntrySatisfying(
                        "user-agent",
                        agent -> assertThat(agent).matches("auditlogged/[^ ]+ \\(it\\)")));
  }

  @Test
  void whatWasPostedIsNeverPostedAgainWhenTheAnswerGetsLost() {
    client.get("api/schemas/warm.up");
    WORKOS.loseAnswers(1);
    assertThat(client.get("api/schemas/thing.lost").statusCode()).isEqualTo(500);
    assertThat(WORKOS.administration().schemas("thing.lost")).hasSize(1);
  }

  @Test
  void exportIsDownloaded() {
    assertThat(client.get("api/export").body()).isEqualTo(FakeAdministration.CSV);
  }

  @Test
  void retentionIsSetAndThePortalLinked() {
    assertThat(client.get("api/organizations/org_1").body())
        .isEqualTo("Optional.empty P30D https://setup.workos.com?token=org_1");
    assertThat(client.get("api/organizations/org_none").body()).isEqualTo("404 true");
  }
}
