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
class AuditedClassIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS, Map.of(), AuditedClassResource.class, AuditedClassContract.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({
    "value, value, vault.read_secret_value",
    "own, own, own.read",
    "contract, contract, contract.read",
    "nearer, nearer, nearer.read"
  })
  @Recorded(
      call = "a method of an annotated class",
      event = "with the annotation of the method, else of what it overrides, else of the class")
  void theNearestAnnotationNamesTheAction(String path, String answer, String action) {
    assertThat(client.get("vault/7/" + path).body()).isEqualTo(answer + " of 7");

    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'secret', 'id': '7'}],
         'metadata': {'outcome': 'success', 'http_method': 'GET', 'http_route': '/vault/{id}/%s', 'http_status': 200}}"""
            .formatted(action, path));
  }

  @ParameterizedTest
  @CsvSource({"ignored, ignored 7", "quiet, quiet of 7"})
  void anIgnoredMethodIsNotRecordedWhateverTheClassOrInterfaceSays(String path, String answer) {
    assertThat(client.get("vault/7/" + path).body()).isEqualTo(answer);

    assertThat(client.events()).isEmpty();
  }

  @Test
  @Recorded(call = "an outcome that `on` leaves out", event = "none")
  void onlyTheOutcomesThatAreAskedForAreRecorded() {
    assertThat(client.get("vault/7/denied/200").statusCode()).isEqualTo(200);
    assertThat(client.get("vault/7/denied/409").statusCode()).isEqualTo(409);
    assertThat(client.events()).isEmpty();

    assertThat(client.get("vault/7/denied/403").statusCode()).isEqualTo(403);
    client.sees(
        """
        {'action': 'vault.denied', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'secret', 'id': '7'}],
         'metadata': {'outcome': 'denied', 'http_method': 'GET', 'http_route': '/vault/{id}/denied/{status}',
                      'http_status': 403}}""");
  }
}
