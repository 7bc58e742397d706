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
class PropagatedIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS, Map.of(), PropagatedResource.class, PropagatedResource.Indexer.class, Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(
      call = "a service on another thread of an audited call (Jakarta Concurrency)",
      event = "with the caller and the address of that call")
  void theDraftAndTheCallerFollowTheCallToOtherThreads() {
    var response = client.call("POST", "propagated", "", "Authorization", Client.basic("jon"));
    assertThat(response.body()).isEqualTo("document.stored");

    client.sees(
        """
        {'action': 'document.indexed', 'actor': {'type': 'user', 'id': 'jon'}, 'targets': [],
         'metadata': {'said': 'in the indexer', 'outcome': 'success', 'http_method': 'POST',
                      'http_route': '/propagated'}}""",
        """
        {'action': 'document.stored', 'actor': {'type': 'user', 'id': 'jon'}, 'targets': [],
         'metadata': {'said': 'on another thread', 'after': true, 'outcome': 'success',
                      'http_method': 'POST', 'http_route': '/propagated', 'http_status': 200}}""");
  }

  @Test
  void whatIsSaidAfterTheCallHasEndedIsRefused() {
    assertThat(client.post("propagated/after").body()).isEqualTo("queued");
    assertThat(client.post("propagated/late").body())
        .startsWith("the audited call of this AuditDraft has ended: ");

    assertThat(client.event().getJsonObject("metadata").keySet()).doesNotContain("said");
  }

  @Test
  void whereNoAuditedCallIsThereIsNoDraftOnTheOtherThread() {
    assertThat(client.post("propagated/plain").body()).startsWith("there is no AuditDraft here");
    assertThat(client.events()).isEmpty();
  }
}
