// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.util.Map;
import java.util.stream.IntStream;
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
class OutageIT {
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
  void whileWorkOsIsDownEventsWaitAndAfterwardsAllArriveOnce() {
    WORKOS.down(true);
    var ids = IntStream.range(0, 30).mapToObj(i -> "" + i).toList();
    ids.forEach(
        id -> assertThat(client.get("things/" + id + "?as=ok").statusCode()).isEqualTo(200));

    assertThat(client.counts()).isEqualTo("30 0 0");
    await().until(() -> client.get("waiting/obstacle").body(), text -> text.contains("AUDIT-022"));

    WORKOS.down(false);
    var targets =
        client.events().stream()
            .map(e -> e.getJsonObject("event").getJsonArray("targets").getJsonObject(0))
            .map(target -> target.getString("id"))
            .toList();
    assertThat(targets).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(client.counts()).isEqualTo("0 0 0");
    assertThat(client.get("waiting/obstacle").body()).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({"200, '<html>It works!</html>'", "200, ''", "502, '<html>Bad Gateway</html>'"})
  void nonsenseIsNoDelivery(int status, String nonsense) {
    WORKOS.answer(status, nonsense);
    client.get("things/kept?as=ok");

    var event = client.event();
    assertThat(WORKOS.sendings())
        .containsEntry(event.getJsonObject("metadata").getString("event_id"), 2);
  }
}
