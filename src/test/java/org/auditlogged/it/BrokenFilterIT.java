// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.Recorded;
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
class BrokenFilterIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), AuditedResource.class, BrokenFilter.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(call = "another response filter throws", event = "`failure`, at the end of the request")
  void whatAnotherFilterCutsOffIsRecordedAsAFailureAtTheEndOfTheRequest() {
    assertThat(client.get("things/7?as=ok").statusCode()).isEqualTo(500);

    await().until(() -> WORKOS.stored().size(), Integer.valueOf(1)::equals);
    var event = WORKOS.stored().get(0).getJsonObject("event");
    assertThat(event.getString("action")).isEqualTo("thing.read");
    assertThat(event.getJsonObject("metadata").getString("outcome")).isEqualTo("failure");
  }
}
