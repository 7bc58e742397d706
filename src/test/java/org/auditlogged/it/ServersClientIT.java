// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.Map;
import org.auditlogged.support.ChaosWorkOs;
import org.auditlogged.support.ChaosWorkOs.Mood;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server's own HTTP client does by itself, seen from the other side of the wire. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ServersClientIT {
  private static final int CONCURRENCY = 4;
  private static final ChaosWorkOs WORKOS = ChaosWorkOs.start(1).always(Mood.FINE);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        FakeWorkOs.start(),
        Map.of(
            "workos/mp-rest/url",
            WORKOS.uri().toString(),
            "workos/mp-rest/readTimeout",
            "700",
            "auditlogged.delivery.concurrency",
            "" + CONCURRENCY),
        AuditedResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, FakeWorkOs.start());
    WORKOS.always(Mood.FINE);
  }

  private void call(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(client.get("things/" + i + "?as=ok").statusCode()).isEqualTo(200);
    }
  }

  private void awaitDelivered() {
    WORKOS.always(Mood.FINE);
    await().atMost(Duration.ofSeconds(30)).until(client::counts, "0 0 0"::equals);
  }

  @Test
  void whatIsSentAgainByItselfHasTheSameKeyAndBody() {
    int before = WORKOS.stored().size();
    WORKOS.always(Mood.HANG_UP);
    int requests = WORKOS.requests();
    call(5);
    await().until(() -> WORKOS.requests() >= requests + 20);
    awaitDelivered();

    assertThat(WORKOS.stored()).hasSize(before + 5);
    assertThat(WORKOS.changed()).isEmpty();
  }

  @Test
  void whoHangsIsLeftAtTheTimeLimitAndConnectionsAreBounded() {
    int before = WORKOS.stored().size();
    WORKOS.always(Mood.STALL);
    int stalls = WORKOS.times(Mood.STALL);
    call(60);
    await()
        .until(
            () -> client.get("waiting/obstacle").body(),
            text -> text.contains("no answer in time"));
    await().until(() -> WORKOS.times(Mood.STALL) >= stalls + 2 * CONCURRENCY);
    awaitDelivered();

    assertThat(WORKOS.mostOpen()).isLessThanOrEqualTo(2 * CONCURRENCY);
    assertThat(WORKOS.stored()).hasSize(before + 60);
    assertThat(WORKOS.changed()).isEmpty();
  }
}
