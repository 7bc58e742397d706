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
class StereotypeIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(),
        StereotypeResource.class,
        StereotypeResource.Sensitive.class,
        StereotypeResource.VerySensitive.class,
        StereotypeResource.Noted.class,
        StereotypeResource.Booking.class,
        StereotypeResource.Ledger.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({
    "'', value of 7, secret.read",
    "/more, more of 7, secret.read",
    "/noted, noted 7, secret.noted"
  })
  @Recorded(
      call = "annotated by an annotation that has `@AuditLogged`: a stereotype, a binding",
      event = "as if annotated itself")
  void aMethodWithAnAnnotationThatIsAuditedIsRecordedWithItsResult(
      String path, String answer, String action) {
    assertThat(client.get("stereotype/7" + path).body()).isEqualTo(answer);

    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'secret', 'id': '7'}],
         'metadata': {'result': '%s', 'outcome': 'success', 'http_method': 'GET',
                      'http_route': '/stereotype/{id}%s', 'http_status': 200}}"""
            .formatted(action, answer, path));
  }

  @Test
  void aStereotypeCoversTheMethodsOfItsClassButTheIgnored() {
    assertThat(client.post("stereotype/ledger").body()).isEqualTo("booked");

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("ledger.book_entry");
    assertThat(event.getJsonObject("metadata").getString("outcome")).isEqualTo("success");
  }
}
