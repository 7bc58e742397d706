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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RequiredIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.outbox.max-size", "1 MB",
            "auditlogged.routes.full.match", "GET /full/routed",
            "auditlogged.routes.full.action", "full.routed",
            "auditlogged.routes.full.required", "true"),
        FullOutboxResource.class,
        FullOutboxResource.OfNobody.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void aRequiredCallIsRefusedBeforeItRunsWhileTheOutboxIsFullAndOthersGoOn() {
    assertThat(client.get("full/required").body()).startsWith("ran ");
    var ran = client.get("full/ran").body();
    client.events();
    WORKOS.down(true);
    assertThat(client.post("full").body())
        .contains("is full", "auditlogged.outbox.max-size", "nothing more is kept until");

    var refused = client.get("full/required");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .isEqualTo("This call is refused because it could not be audited. Try again later.");
    assertThat(client.get("full/ran").body()).isEqualTo(ran);
    // some may still fit: what the courier moves about leaves a gap now and then
    long lost = lost();
    await()
        .until(
            () -> {
              assertThat(client.get("full/optional").body()).isEqualTo("ran");
              return lost() > lost;
            });

    WORKOS.down(false);
    assertThat(client.events()).isNotEmpty();
    assertThat(client.get("full/required").body()).startsWith("ran ").isNotEqualTo(ran);
    assertThat(client.event().getString("action")).isEqualTo("full.required");
  }

  @ParameterizedTest
  @CsvSource({"full/routed, full.routed", "unseen/required, unseen.required"})
  void soIsThatOfARequiredRouteAndOfAClassThatIsNoBean(String path, String action) {
    assertThat(client.get(path).body()).startsWith("ran ");
    assertThat(client.event().getString("action")).isEqualTo(action);
    var ran = client.get("full/ran").body();
    WORKOS.down(true);
    client.post("full");

    var refused = client.get(path);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .isEqualTo("This call is refused because it could not be audited. Try again later.");
    assertThat(client.get("full/ran").body()).isEqualTo(ran);

    WORKOS.down(false);
    assertThat(client.events())
        .extracting(event -> event.getJsonObject("event").getString("action"))
        .isNotEmpty()
        .containsOnly("outbox.filled");
  }

  private long lost() {
    return Long.parseLong(client.counts().split(" ")[2]);
  }
}
