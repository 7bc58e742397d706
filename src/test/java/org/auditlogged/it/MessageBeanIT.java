// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.Recorded;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Needs {@code -Dfull}: the servers of the Web Profile have no messages. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MessageBeanIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS, Map.of(), MessageBean.class, MessageBeanResource.class, Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({
    "taken, success false",
    "undone, failure false jakarta.transaction.RollbackException; success true",
    "failed, failure false java.lang.IllegalStateException; success true"
  })
  @Recorded(
      call = "a message-driven bean",
      event = "for each delivery, when its transaction ends; actor `system`, location `internal`")
  void eachDeliveryOfAMessageIsRecorded(String order, String deliveries) {
    var expected = deliveries.split("; ");
    client.call("POST", "orders/" + order, "", "Authorization", Client.basic("jon"));

    await().atMost(Duration.ofSeconds(30)).until(() -> of(order).size() >= expected.length);
    assertThat(of(order))
        .allSatisfy(
            event -> {
              assertThat(event.getString("action")).isEqualTo("order.received");
              assertThat(event.getJsonObject("actor"))
                  .hasToString("{\"type\":\"system\",\"id\":\"it\"}");
              assertThat(event.getJsonObject("context")).hasToString("{\"location\":\"internal\"}");
            })
        .extracting(event -> ending(event.getJsonObject("metadata")))
        .containsExactlyInAnyOrder(expected);
  }

  private static List<JsonObject> of(String order) {
    return WORKOS.stored().stream()
        .map(each -> each.getJsonObject("event"))
        .filter(
            event -> event.getJsonArray("targets").getJsonObject(0).getString("id").equals(order))
        .toList();
  }

  private static String ending(JsonObject metadata) {
    return (metadata.getString("outcome")
            + " "
            + metadata.getBoolean("again")
            + " "
            + metadata.getString("error", ""))
        .strip();
  }
}
