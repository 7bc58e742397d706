// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SseIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), SseResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-once", "later"})
  @Recorded(call = "`SseEventSink`", event = "once, when the stream opens")
  void aStreamOfEventsIsRecordedOnceWhenItOpens(String how) {
    assertThat(client.get("sse/" + how).body()).contains("data: one", "data: two");

    client.sees(
        """
        {'action': 'ticker.followed', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'ticker', 'id': '%s'}],
         'metadata': {'outcome': 'success', 'http_method': 'GET', 'http_route': '/sse/{how}',
                      'http_status': 200}}"""
            .formatted(how));
  }

  @Test
  void aStreamThatIsRefusedIsDenied() {
    assertThat(client.get("sse/refused").statusCode()).isEqualTo(403);

    assertThat(client.event().getJsonObject("metadata").getString("outcome")).isEqualTo("denied");
  }
}
