// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        .extracting(event -> WholeEvent.of(event, WORKOS))
        .containsExactlyInAnyOrder(
            Stream.of(expected).map(each -> whole(order, each)).toArray(JsonObject[]::new));
  }

  private static JsonObject whole(String order, String delivery) {
    var said = delivery.split(" ");
    return WholeEvent.expected(
        """
        {'action': 'order.received', 'actor': {'type': 'system', 'id': 'it'},
         'targets': [{'type': 'order', 'id': '%s'}], 'context': {'location': 'internal'},
         'metadata': {'outcome': '%s', 'again': %s, 'error': %s}}"""
            .formatted(
                order, said[0], said[1], WholeEvent.text(said.length == 3 ? said[2] : null)));
  }

  private static List<JsonObject> of(String order) {
    return WORKOS.stored().stream()
        .filter(
            sent ->
                sent.getJsonObject("event")
                    .getJsonArray("targets")
                    .getJsonObject(0)
                    .getString("id")
                    .equals(order))
        .toList();
  }
}
