// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ForwardedIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(),
        ForwardedResource.class,
        ForwardedResource.Servlet.class,
        ForwardedResource.Part.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(
      call = "a request that is forwarded, or includes another",
      event = "one for each audited method that is called, with its own draft")
  void aForwardedRequestIsRecordedForEachMethodThatItReaches() {
    assertThat(client.get("forwarded/1/forward/inner").body()).startsWith("inner 10");

    client.sees(
        """
        {'action': 'inner.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'inner', 'id': '10'}],
         'metadata': {'said': 'inside', 'outcome': 'success', 'http_method': 'GET',
                      'http_route': '/forwarded/{id}/inner', 'http_status': 200}}""",
        """
        {'action': 'outer.forwarded', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'outer', 'id': '1'}],
         'metadata': {'said': 'outside', 'outcome': 'success', 'http_method': 'GET',
                      'http_route': '/forwarded/{id}/forward/{to}', 'http_status': 204}}""");
  }

  @Test
  void whatIsForwardedToSomethingUnauditedIsRecordedOnce() {
    assertThat(client.get("forwarded/1/forward/plain").body()).startsWith("plain");
    assertThat(said(client.event())).isEqualTo("outside");
  }

  @Test
  void whatIncludesSomethingElseIsRecordedOnce() {
    assertThat(client.get("forwarded/1/include").statusCode()).isLessThan(300);
    assertThat(said(client.event())).isEqualTo("outside");
  }

  @Test
  void aRequestThatIsForwardedToItselfIsRecordedForEachTime() {
    assertThat(client.get("forwarded/1/again/2").statusCode()).isLessThan(300);

    assertThat(events())
        .extracting(event -> event.getJsonObject("metadata").getInt("depth") + " " + said(event))
        .containsExactlyInAnyOrder("0 at 0", "1 at 1", "2 at 2");
  }

  private List<JsonObject> events() {
    return client.events().stream().map(sent -> sent.getJsonObject("event")).toList();
  }

  private static String said(JsonObject event) {
    return event.getJsonObject("metadata").getString("said");
  }
}
