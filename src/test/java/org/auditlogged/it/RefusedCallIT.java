// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
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
class RefusedCallIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(),
        RefusedCallResource.class,
        RefusedCallResource.Tokens.class,
        RefusedCallResource.First.class,
        RefusedCallResource.Change.class,
        Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void aFilterThatRefusesIsRecordedWithWhatTheRequestGives() {
    assertThat(client.call("DELETE", "guarded/9?why=tidy", null, "X-Token", "none").statusCode())
        .isEqualTo(401);

    client.sees(
        """
        {'action': 'guarded.deleted', 'version': 4, 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'guarded', 'id': '9'}],
         'metadata': {'why': 'tidy', 'outcome': 'denied', 'http_method': 'DELETE',
                      'http_route': '/guarded/{id}', 'http_status': 401}}""");
  }

  @Test
  @Recorded(
      call = "refused by `@RolesAllowed`",
      event = "`denied`, with the user who lacks the role")
  void aMissingRoleIsRecordedWithTheUserWhoLacksIt() {
    var response =
        client.call("DELETE", "guarded/9?why=x", null, "Authorization", Client.basic("jon"));
    assertThat(response.statusCode()).isEqualTo(403);

    client.sees(
        """
        {'action': 'guarded.deleted', 'version': 4, 'actor': {'type': 'user', 'id': 'jon'},
         'targets': [{'type': 'guarded', 'id': '9'}],
         'metadata': {'why': 'x', 'outcome': 'denied', 'http_method': 'DELETE',
                      'http_route': '/guarded/{id}', 'http_status': 403}}""");
  }

  @ParameterizedTest
  @CsvSource({"none, 401", "first, 403"})
  @Recorded(
      call = "refused by another filter, before or after ours",
      event =
          "`denied` for 401 and 403, else `failure`; with the annotation's action and what path, query, headers and cookies give")
  void everythingThatTheRequestGivesIsThere(String token, int status) {
    var response =
        client.get(
            "guarded/9?page=3",
            "X-Token",
            token,
            "X-Organization",
            "org_refused",
            "X-Reason",
            "curious",
            "Cookie",
            "tab=main");
    assertThat(response.statusCode()).isEqualTo(status);

    var events = client.events();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("organization_id")).isEqualTo("org_refused");
    var event = events.get(0).getJsonObject("event");
    assertThat(event.getString("action")).isEqualTo("guarded.read");
    assertThat(event.getJsonArray("targets"))
        .hasToString("[{\"type\":\"guarded\",\"id\":\"9\",\"name\":\"9\"}]");
    var metadata = Json.createObjectBuilder(event.getJsonObject("metadata"));
    assertThat(metadata.remove("event_id").build())
        .hasToString(
            "{\"page\":\"3\",\"reason\":\"curious\",\"tab\":\"main\",\"outcome\":\"denied\","
                + "\"http_method\":\"GET\",\"http_route\":\"/guarded/{id}\",\"http_status\":"
                + status
                + "}");
  }

  @Test
  @Recorded(call = "refused by `@DenyAll`", event = "`denied`")
  void whatNobodyMayCallIsRecordedAsDenied() {
    var response =
        client.call("DELETE", "guarded/9/always", null, "Authorization", Client.basic("admin"));
    assertThat(response.statusCode()).isEqualTo(403);

    client.sees(
        """
        {'action': 'guarded.locked', 'actor': {'type': 'user', 'id': 'admin'},
         'targets': [{'type': 'guarded', 'id': '9'}],
         'metadata': {'outcome': 'denied', 'http_method': 'DELETE', 'http_route': '/guarded/{id}/always',
                      'http_status': 403}}""");
  }

  @Test
  void theRoleThatIsThereLetsTheCallThrough() {
    var response =
        client.call("DELETE", "guarded/9?why=x", null, "Authorization", Client.basic("admin"));
    assertThat(response.body()).isEqualTo("deleted");

    assertThat(client.event().getJsonObject("metadata").getString("outcome")).isEqualTo("success");
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/json, '{broken', guarded.changed",
    "/named, text/plain, '', guarded.named"
  })
  @Recorded(
      call = "refused by Bean Validation, or its body cannot be read",
      event = "`failure` with the status")
  void aBodyThatCannotBeReadOrIsInvalidIsRecorded(
      String path, String type, String body, String action) {
    int status = client.call("POST", "guarded/9" + path, body, "Content-Type", type).statusCode();
    assertThat(status).isGreaterThanOrEqualTo(400);

    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'guarded', 'id': '9'}],
         'metadata': {'outcome': 'failure', 'http_method': 'POST', 'http_route': '/guarded/{id}%s',
                      'http_status': %d}}"""
            .formatted(action, path, status));
  }
}
