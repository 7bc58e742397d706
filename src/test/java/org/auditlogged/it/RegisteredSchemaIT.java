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

/** WorkOS is away when the application starts, and comes later. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RegisteredSchemaIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY).down(true);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of("auditlogged.schema", "register"), AuditedResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void theSchemaIsCreatedBeforeTheFirstEventIsSent() {
    assertThat(client.get("things/7?as=ok").statusCode()).isEqualTo(200);
    WORKOS.down(false);
    assertThat(client.event().getString("action")).isEqualTo("thing.read");

    assertThat(WORKOS.administration().schemas("thing.read")).hasSize(1);
    var posts =
        WORKOS.requests().stream()
            .filter(request -> request.method().equals("POST"))
            .map(request -> request.path())
            .toList();
    assertThat(posts.indexOf("/audit_logs/actions/thing.read/schemas"))
        .isNotNegative()
        .isLessThan(posts.indexOf("/audit_logs/events"));

    // the next one is judged by it
    int before = WORKOS.stored().size();
    client.get("things/8?as=ok");
    await().until(() -> WORKOS.stored().size() > before);
    assertThat(WORKOS.stored().get(before).getJsonObject("event").getInt("version")).isEqualTo(1);
  }
}
