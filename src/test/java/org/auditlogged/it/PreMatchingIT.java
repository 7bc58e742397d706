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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PreMatchingIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.routes.plain.match", "GET /vaults/{vault}/plain",
            "auditlogged.routes.plain.action", "plain.read",
            "auditlogged.routes.plain.targets.vault", "#{request.pathParams.vault}"),
        PreMatchingResource.class,
        PreMatchingResource.Gate.class,
        Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({"401, denied", "403, denied", "429, failure", "503, failure"})
  @Recorded(
      call = "refused by a `@PreMatching` filter",
      event = "that of the method it would have come to, found by its path")
  void aCallThatIsRefusedBeforeMatchingIsThatOfTheMethodItWouldHaveComeTo(
      int status, String outcome) {
    var response =
        client.get("vaults/v/keys/7", "X-Gate", "" + status, "Authorization", Client.basic("jon"));
    assertThat(response.statusCode()).isEqualTo(status);

    client.sees(
        """
        {'action': 'key.read', 'actor': {'type': 'user', 'id': 'jon'}, 'targets': [{'type': 'key', 'id': '7'}],
         'metadata': {'vault': 'v', 'outcome': '%s', 'http_method': 'GET',
                      'http_route': '/vaults/{vault}/keys/{id: [0-9]+}', 'http_status': %d}}"""
            .formatted(outcome, status));
  }

  @Test
  void theMostLiteralPathIsTheOne() {
    client.get("vaults/v/keys/latest", "X-Gate", "401");
    assertThat(client.event().getString("action")).isEqualTo("key.latest");
  }

  @Test
  void aCallOfARouteIsFoundAsWell() {
    assertThat(client.get("vaults/v/plain", "X-Gate", "403").statusCode()).isEqualTo(403);
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("plain.read");
    assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"vault\",\"id\":\"v\"}]");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, vaults/v/keys, Content-Type, text/plain, 415, key.made, , , /vaults/{vault}/keys",
    "GET, vaults/v/keys/7, Accept, image/png, 406, key.read, 7, v, '/vaults/{vault}/keys/{id: [0-9]+}'"
  })
  @Recorded(
      call = "refused by `@Consumes` or `@Produces`: 415, 406",
      event = "`failure`, found in the same way")
  void aCallOfAnotherMediaTypeIsAFailure(
      String method,
      String path,
      String header,
      String value,
      int status,
      String action,
      String key,
      String vault,
      String route) {
    var body = method.equals("POST") ? "x" : null;
    assertThat(client.call(method, path, body, header, value).statusCode()).isEqualTo(status);

    var targets = key == null ? "" : "{'type': 'key', 'id': '" + key + "'}";
    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [%s],
         'metadata': {'vault': %s, 'outcome': 'failure', 'http_method': '%s', 'http_route': '%s',
                      'http_status': %d}}"""
            .formatted(action, targets, text(vault), method, route, status));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, vaults/v/keys/x, 404",
    "DELETE, vaults/v/keys/7, 405",
    "GET, vaults/v/keys/7, 404",
    "GET, vaults/v/keys/7, 200",
    "GET, vaults/v/keys/7, 302",
    "GET, elsewhere, 401",
    "POST, vaults/v/keys/7, 401",
    "OPTIONS, vaults/v/keys/7, 401"
  })
  void whatNoMethodWasAskedForOrAFilterAnsweredItselfIsNotRecorded(
      String method, String path, int status) {
    assertThat(client.call(method, path, null, "X-Gate", "" + status).statusCode())
        .isEqualTo(status);
    assertThat(client.events()).isEmpty();
  }

  @Test
  void aCallThatIsLetThroughIsRecordedOnce() {
    assertThat(client.get("vaults/v/keys/7").body()).isEqualTo("key 7");
    assertThat(client.event().getJsonObject("metadata").getString("outcome")).isEqualTo("success");
  }
}
