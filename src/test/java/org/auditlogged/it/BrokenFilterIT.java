// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.it.WholeEvent.text;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BrokenFilterIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;
  private int seen;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.routes.unseen.match", "GET /unseen/routed",
            "auditlogged.routes.unseen.action", "unseen.routed"),
        AuditedResource.class,
        AsyncResource.class,
        SuspendedResource.class,
        BrokenFilterResource.class,
        BrokenFilter.class,
        Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
    seen = WORKOS.stored().size();
  }

  @Test
  @Recorded(call = "another response filter throws", event = "`failure`, at the end of the request")
  void whatAnotherFilterCutsOffIsRecordedAsAFailureAtTheEndOfTheRequest() {
    assertThat(client.get("things/7?as=ok").statusCode()).isEqualTo(500);

    await().until(() -> WORKOS.stored().size(), size -> size > seen);
    client.sees(
        """
        {'action': 'thing.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'thing', 'id': '7'}],
         'metadata': {'as': 'ok', 'outcome': 'failure', 'http_method': 'GET', 'http_route': '/things/{id}'}}""");
  }

  @ParameterizedTest
  @CsvSource({
    "later/ok, later.staged, /later/{how}, staged,",
    "later/unmapped, later.staged, /later/{how}, , java.lang.IllegalStateException",
    "suspended/resumed, answer.awaited, /suspended/{how}, resumed,",
    "suspended/failed, answer.awaited, /suspended/{how}, , jakarta.ws.rs.BadRequestException",
    "suspended/timed-out, answer.awaited, /suspended/{how}, , ",
    "suspended/cancelled, answer.awaited, /suspended/{how}, , ",
    "unseen/stage, unseen.staged, /unseen/stage, , ",
    "unseen/suspended, unseen.suspended, /unseen/suspended, , ",
    "unseen/routed, unseen.routed, /unseen/routed, , "
  })
  @Recorded(
      call = "another response filter throws on an answer that comes later",
      event = "`failure`, once the server has let go of the request")
  void soIsAnAnswerThatComesLater(
      String path, String action, String route, String value, String error) {
    assertThat(client.get(path, "Authorization", Client.basic("jon")).statusCode()).isEqualTo(500);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              client.get("waiting/collected");
              return WORKOS.stored().size();
            },
            size -> size > seen);
    // and no other, when the collector comes again
    client.get("waiting/collected");
    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'user', 'id': 'jon'}, 'targets': [],
         'metadata': {'value': %s, 'outcome': 'failure', 'error': %s, 'http_method': 'GET',
                      'http_route': '%s'}}"""
            .formatted(action, text(value), text(error), route));
  }
}
