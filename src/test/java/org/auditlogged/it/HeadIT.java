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

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HeadIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), HeadResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(
      call = "`HEAD` and `OPTIONS` that the server answers by itself, or with the `GET` method",
      event = "none")
  void whatTheServerAnswersByItselfIsNotRecorded() {
    assertThat(client.call("HEAD", "head", null).statusCode()).isEqualTo(200);
    assertThat(client.call("OPTIONS", "head", null).statusCode()).isEqualTo(200);

    assertThat(client.events()).isEmpty();
  }

  @Test
  @Recorded(call = "`@HEAD` and `@OPTIONS` methods", event = "as any other")
  void aMethodOfItsOwnIsRecorded() {
    assertThat(client.call("HEAD", "head/own", null).headers().firstValue("X-Own")).isPresent();
    client.sees(
        """
        {'action': 'thing.looked_at', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'outcome': 'success', 'http_method': 'HEAD', 'http_route': '/head/own',
                      'http_status': 200}}""");

    assertThat(client.call("OPTIONS", "head/own", null).body()).isEqualTo("options");
    client.sees(
        """
        {'action': 'thing.asked', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'outcome': 'success', 'http_method': 'OPTIONS', 'http_route': '/head/own',
                      'http_status': 200}}""");
  }
}
