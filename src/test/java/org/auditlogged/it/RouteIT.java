// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
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
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RouteIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final String[] JSON = {"Content-Type", "application/json"};

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.ofEntries(
            Map.entry("auditlogged.routes.change.match", "POST,PUT /admin/users/{id}"),
            Map.entry("auditlogged.routes.change.action", "user.changed"),
            Map.entry("auditlogged.routes.change.version", "2"),
            Map.entry("auditlogged.routes.change.targets.user", "#{request.pathParams.id}"),
            Map.entry("auditlogged.routes.change.targets.user.name", "#{body.name}"),
            Map.entry("auditlogged.routes.change.metadata.role", "#{body.role}"),
            Map.entry("auditlogged.routes.change.metadata.said", "#{result.changed}"),
            Map.entry("auditlogged.routes.change.metadata.extra", "#{body.login.password}"),
            Map.entry("auditlogged.routes.rest.match", "* /admin/**"),
            Map.entry("auditlogged.routes.rest.action", "admin.called"),
            Map.entry("auditlogged.routes.rest.metadata.path", "#{request.path}"),
            Map.entry("auditlogged.routes.rest.metadata.size", "#{body.size}")),
        RouteResource.class,
        RouteResource.Keys.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(
      call = "a resource without annotation, by a route of the configuration",
      event = "once, with what the route says")
  void aCallIsRecordedAsItsRouteSays() {
    var body =
        "{\"name\":\"Jon\",\"role\":\"owner\",\"login\":{\"password\":\"geheim\"},\"size\":2}";
    var response = client.call("POST", "admin/users/7", body, JSON);
    assertThat(response.body()).contains("\"changed\":\"7\"", "\"role\":\"owner\"");

    client.sees(
        """
        {'action': 'user.changed', 'version': 2, 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'user', 'id': '7', 'name': 'Jon'}],
         'metadata': {'extra': '[redacted]', 'role': 'owner', 'said': '7', 'outcome': 'success',
                      'http_method': 'POST', 'http_route': '/admin/users/{id}', 'http_status': 200}}""");
  }

  @Test
  void theFirstRouteByNameIsTheOne() {
    client.get("admin/users/7");
    assertThat(client.event().getString("action")).isEqualTo("admin.called");
  }

  @Test
  void aSubResourceIsFoundByItsPathToo() {
    assertThat(client.get("admin/users/7/keys/k1").body()).isEqualTo("key k1");
    assertThat(client.event().getJsonObject("metadata").getString("path"))
        .isEqualTo("admin/users/7/keys/k1");
  }

  @Test
  void anAnnotatedMethodWinsOverRoutes() {
    client.call("DELETE", "admin/users/7", null);
    assertThat(client.event().getString("action")).isEqualTo("user.deleted");

    client.call("DELETE", "admin/users/7/picture", null);
    assertThat(client.events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin;a=b/users/7", "admin/users;x/7;y=z", "admin/users/%37", "admin/users/7/"})
  void noSpellingOfAPathLeadsPastItsRoute(String path) {
    assertThat(client.get(path).body()).isEqualTo("user 7");
    assertThat(client.event().getString("action")).isEqualTo("admin.called");
  }

  @ParameterizedTest
  @CsvSource({"GET, nothing/here", "GET, admin/nothing", "PATCH, admin/users/7"})
  void whatMatchesNoResourceMethodIsNotRecorded(String method, String path) {
    assertThat(client.call(method, path, null).statusCode()).isIn(404, 405);
    assertThat(client.events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS"})
  void headAndOptionsAreRecordedOnlyWhereTheyAreNamed(String method) {
    assertThat(client.call(method, "admin/users/7", null).statusCode()).isEqualTo(200);
    assertThat(client.events()).isEmpty();
  }

  @Test
  void theDraftSpeaksOfTheCall() {
    client.get("admin/users/7/drafted");
    assertThat(client.event().getJsonObject("metadata").getString("said"))
        .isEqualTo("by the resource");
  }

  @Test
  void anAnswerThatComesLaterIsWaitedFor() {
    assertThat(client.get("admin/users/7/later").body()).isEqualTo("later");
    var metadata = client.event().getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo("success");
    assertThat(metadata.getInt("http_status")).isEqualTo(200);
  }

  @Test
  void aBodyThatCannotBeReadIsAFailure() {
    int status = client.call("POST", "admin/users/7", "{broken", JSON).statusCode();
    assertThat(status).isGreaterThanOrEqualTo(400);
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("user.changed");
    assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"user\",\"id\":\"7\"}]");
    assertThat(event.getJsonObject("metadata").getInt("http_status")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "20, application/json, true",
    "65536, application/json; charset=UTF-8, true",
    "65536, application/merge-patch+json, true",
    "65537, application/json, false",
    "1000000, application/json, false",
    "20, text/plain, false",
    "0, application/json, false"
  })
  void theResourceReadsItsWholeEntityWhateverItsSize(int size, String type, boolean isKept) {
    var entity = size == 0 ? "" : "{\"size\":5" + " ".repeat(size - 10) + "}";
    var response = client.call("POST", "admin/users/7/picture", entity, "Content-Type", type);
    assertThat(response.body()).isEqualTo(size + " " + checksum(entity));
    assertThat(size(client.event())).isEqualTo(isKept ? 5 : null);
  }

  @ParameterizedTest
  @CsvSource({"begin, begins with {", "unread, not read"})
  void whatTheResourceDoesNotReadIsNotReadForIt(String path, String answer) {
    var response = client.call("POST", "admin/users/7/" + path, "{\"size\":5}", JSON);
    assertThat(response.body()).isEqualTo(answer);
    assertThat(size(client.event())).isNull();
  }

  @Test
  void aBodyThatNeverComesIsNotWaitedFor() throws IOException {
    var request =
        "POST %sadmin/users/7/unread HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"siz\r\n";
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.formatted(url.getPath()).getBytes());
      var answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    }
    assertThat(size(client.event())).isNull();
  }

  private static Integer size(JsonObject event) {
    assertThat(event.getString("action")).isEqualTo("admin.called");
    var metadata = event.getJsonObject("metadata");
    return metadata.containsKey("size") ? metadata.getInt("size") : null;
  }

  private static long checksum(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
