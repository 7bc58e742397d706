// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NoKeyIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final ServerLog LOG = new ServerLog();
  private static final String NO_KEY =
      "AUDIT-021 workos.api-key is not set; events are kept, and delivery starts by itself once it is"
          + " there (environment: WORKOS_API_KEY)";

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "workos.api-key", "(absent)",
            // else Payara remembers for a minute that there was no key
            "mp.config.cache.duration", "0"),
        AuditedResource.class);
  }

  @AfterAll
  static void forget() {
    System.clearProperty("workos.api-key");
    LOG.close();
  }

  @Test
  void withoutAKeyEventsAreKeptAndDeliveryStartsByItselfOnceItIsThere() throws Exception {
    assumeTrue(ServerLog.isInThisJvm(), "the key comes as a system property of the server");
    var client = new Client(url, WORKOS);

    assertThat(client.get("things/7?as=ok").statusCode()).isEqualTo(200);
    assertThat(client.counts()).isEqualTo("1 0 0");
    await().until(() -> client.get("waiting/obstacle").body(), NO_KEY::equals);
    assertThat(LOG.count(NO_KEY)).isEqualTo(1);
    assertThat(WORKOS.requests()).isEmpty();
    var health = client.at(url.toURI().resolve("/").toURL()).get("health/ready");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("delivery is halted", "AUDIT-021");

    System.setProperty("workos.api-key", Deployments.KEY);
    assertThat(client.event().getString("action")).isEqualTo("thing.read");
    assertThat(LOG.text()).doesNotContain(Deployments.KEY);
  }
}
