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
class RefusedEventIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), AuditedResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void whatWorkOsRefusesIsParkedTheOthersGoOnAndItGoesAgainOnceAnotherIsTaken() {
    WORKOS.answer(
        400,
        "{\"message\":\"Invalid Audit Log event.\",\"code\":\"invalid_audit_log_event\","
            + "\"errors\":[{\"instancePath\":\"/targets\"}]}");
    client.get("things/refused?as=ok");
    await().until(client::counts, "0 1 0"::equals);

    client.get("things/taken?as=ok");
    await().until(client::counts, "0 0 0"::equals);
    assertThat(client.events())
        .extracting(event -> event.getJsonObject("event").getJsonArray("targets"))
        .extracting(targets -> targets.getJsonObject(0).getString("id"))
        .containsExactly("taken", "refused");
  }
}
