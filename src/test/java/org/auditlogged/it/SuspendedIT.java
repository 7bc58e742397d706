// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.it.WholeEvent.text;

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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SuspendedIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), SuspendedResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({
    "resumed, 200, success, resumed, ",
    "at-once, 200, success, at once, ",
    "answered, 201, success, answered, ",
    "failed, 400, failure, , jakarta.ws.rs.BadRequestException",
    "failed-unmapped, 500, failure, , java.lang.IllegalStateException",
    "thrown, 400, failure, , jakarta.ws.rs.BadRequestException",
    "timed-out, 503, failure, , ",
    "handled, 200, success, handled, ",
    "cancelled, 503, failure, , "
  })
  @Recorded(
      call = "`@Suspended`: resumed, failed, timed out, cancelled",
      event = "once it is answered, with what it was resumed with")
  void aSuspendedAnswerIsRecordedOnceItIsThere(
      String how, int status, String outcome, String value, String error) {
    assertThat(client.get("suspended/" + how).statusCode()).isEqualTo(status);

    client.sees(
        """
        {'action': 'answer.awaited', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'value': %s, 'outcome': '%s', 'error': %s, 'http_method': 'GET',
                      'http_route': '/suspended/{how}', 'http_status': %d}}"""
            .formatted(text(value), outcome, text(error), status));
  }
}
