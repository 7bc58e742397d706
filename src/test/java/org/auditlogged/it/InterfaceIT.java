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
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class InterfaceIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  private static final String TEXT = "text/plain";

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), InterfaceResource.class, InterfaceContract.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(
      call =
          "annotated on an interface, a generic one, or a superclass's method that is overridden",
      event = "as if annotated itself")
  void aResourceAnnotatedByItsInterfaceIsRecordedWithArgumentsAndResult() {
    assertThat(client.call("PUT", "interface/7", "old", "Content-Type", TEXT).body())
        .isEqualTo("was old");

    client.sees(
        """
        {'action': 'thing.renamed', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'thing', 'id': '7'}],
         'metadata': {'name': 'old', 'result': 'was old', 'outcome': 'success', 'http_method': 'PUT',
                      'http_route': '/interface/{id}', 'http_status': 200}}""");
  }

  @Test
  void aResourceAnnotatedByAGenericInterfaceIsRecordedWithArgumentsAndResult() {
    assertThat(client.call("POST", "interface", "jon", "Content-Type", TEXT).body())
        .isEqualTo("saved jon");

    client.sees(
        """
        {'action': 'thing.saved', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'thing', 'id': 'jon'}],
         'metadata': {'result': 'saved jon', 'outcome': 'success', 'http_method': 'POST',
                      'http_route': '/interface', 'http_status': 200}}""");
  }

  @Test
  void anOverloadOfAnAuditedMethodIsNotRecorded() {
    assertThat(client.call("POST", "interface/unaudited", "7", "Content-Type", TEXT).body())
        .isEqualTo("kept 7");

    assertThat(client.events()).isEmpty();
  }

  @Test
  void aResourceThatOverridesAnAuditedMethodOfAGenericSuperclassIsRecorded() {
    assertThat(client.get("interface/7").body()).isEqualTo("read 7");

    client.sees(
        """
        {'action': 'thing.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'thing', 'id': '7'}],
         'metadata': {'result': 'read 7', 'outcome': 'success', 'http_method': 'GET',
                      'http_route': '/interface/{id}', 'http_status': 200}}""");
  }

  @ParameterizedTest
  @CsvSource({
    "store, 'put it, not 1', text.put",
    "default, standard, store.standard",
    "inherited, inherited, store.inherited",
    "desk, desk: taken it, text.taken",
    "session, session: taken it, text.taken"
  })
  void aServiceAnnotatedByWhatItImplementsOrOverridesIsRecorded(
      String path, String answer, String action) {
    assertThat(client.call("POST", "interface/" + path, "it", "Content-Type", TEXT).body())
        .isEqualTo(answer);

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo(action);
    assertThat(event.getJsonObject("metadata").getString("outcome")).isEqualTo("success");
    assertThat(event.getJsonArray("targets")).hasSize(action.startsWith("text") ? 1 : 0);
  }
}
