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
class AuditedResourceIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(),
        AuditedResource.class,
        AuditedResource.Taken.class,
        AuditedResource.TakenMapper.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(call = "returns", event = "`success` with the final status")
  void aCallThatReturnsIsASuccess() {
    assertThat(client.get("things/7?as=ok").body()).isEqualTo("value of 7");

    client.sees(
        """
        {'action': 'thing.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'thing', 'id': '7'}],
         'metadata': {'as': 'ok', 'outcome': 'success', 'http_method': 'GET', 'http_route': '/things/{id}',
                      'http_status': 200}}""");
    // each sent once, under its id
    assertThat(WORKOS.sendings().values()).containsOnly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "mapped, 409, failure, org.auditlogged.it.AuditedResource$Taken",
    "unmapped, 500, failure, java.lang.IllegalStateException",
    "checked, 500, failure, java.io.IOException",
    "web, 410, failure, jakarta.ws.rs.WebApplicationException",
    "forbidden, 403, denied, jakarta.ws.rs.ForbiddenException"
  })
  @Recorded(
      call = "throws: mapped, unmapped, checked, a `WebApplicationException`",
      event = "`failure` with the class of the exception; `denied` when the status is 401 or 403")
  void aCallThatThrowsIsAFailureWithTheClassOfTheException(
      String as, int status, String outcome, String error) {
    assertThat(client.get("things/7?as=" + as).statusCode()).isEqualTo(status);

    client.sees(
        """
        {'action': 'thing.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'thing', 'id': '7'}],
         'metadata': {'as': '%s', 'outcome': '%s', 'error': '%s', 'http_method': 'GET',
                      'http_route': '/things/{id}', 'http_status': %d}}"""
            .formatted(as, outcome, error, status));
  }

  @ParameterizedTest
  @CsvSource({"201, success", "404, failure", "401, denied", "503, failure"})
  @Recorded(
      call = "returns a `Response`",
      event = "by its status: `denied` for 401 and 403, else `failure` from 400 on")
  void theStatusOfAResponseDecides(int status, String outcome) {
    assertThat(client.get("things/7/response?status=" + status).body())
        .isEqualTo("entity " + status);

    client.sees(
        """
        {'action': 'thing.checked', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'answer': 'entity %d', 'outcome': '%s', 'http_method': 'GET',
                      'http_route': '/things/{id}/response', 'http_status': %d}}"""
            .formatted(status, outcome, status));
  }

  @Test
  @Recorded(call = "matches no resource method: 404, 405", event = "none")
  void callsThatAreNotAuditedOrMatchNothingAreNotRecorded() {
    assertThat(client.get("things/7/plain").statusCode()).isEqualTo(200);
    assertThat(client.get("nothing/here").statusCode()).isEqualTo(404);
    assertThat(client.call("PATCH", "things/7", "").statusCode()).isEqualTo(405);

    assertThat(client.events()).isEmpty();
  }

  @Test
  void theTraceOfTheRequestIsNamed() {
    client.get(
        "things/7?as=ok", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    assertThat(client.event().getJsonObject("metadata").getString("trace_id"))
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void aForwardingHeaderOfAStrangerIsNotBelieved() {
    client.get("things/7?as=ok", "X-Forwarded-For", "203.0.113.7");
    assertThat(client.event().getJsonObject("context").getString("location"))
        .isNotEqualTo("203.0.113.7");
  }
}
