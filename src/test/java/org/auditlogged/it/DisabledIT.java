// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

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
class DisabledIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.enabled", "false",
            // nothing is opened, so it does not matter that this is no folder
            "auditlogged.outbox.directory", "pom.xml"),
        AuditedService.class,
        AuditedServiceResource.class,
        AuditedSession.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void switchedOffEverythingWorksAndNothingIsRecorded() {
    assertThat(client.post("services/purge").body()).isEqualTo("purged team_0");
    assertThat(client.post("services/log").body()).isEqualTo("recorded");
    assertThat(client.post("services/nested").statusCode()).isEqualTo(200);
    assertThat(client.post("services/outside").body()).isEqualTo("no exception");

    assertThat(client.counts()).isEqualTo("0 0 0");
    assertThat(client.get("waiting/obstacle").body())
        .isEqualTo("auditlogged.enabled=false: nothing is audited");
    assertThat(WORKOS.requests()).isEmpty();
  }
}
