// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.it.WholeEvent.text;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
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
class StreamedIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(),
        StreamedResource.class,
        StreamedResource.Guard.class,
        StreamedResource.Shown.class,
        StreamedResource.Unshown.class,
        StreamedResource.UnshownMapper.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(call = "`StreamingOutput`, `InputStream`, `File`", event = "once all of it is written")
  void anAnswerThatIsStreamedToItsEndIsASuccess() {
    assertThat(client.get("streamed/whole").body())
        .hasSize(StreamedResource.PIECE * StreamedResource.PIECES);
    client.sees(
        """
        {'action': 'report.exported', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'report', 'id': 'whole'}],
         'metadata': {'outcome': 'success', 'http_method': 'GET', 'http_route': '/streamed/{how}',
                      'http_status': 200}}""");

    assertThat(client.get("streamed/input/whole").body()).hasSize(StreamedResource.PIECE);
    client.sees(
        """
        {'action': 'report.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'outcome': 'success', 'http_method': 'GET', 'http_route': '/streamed/input/{how}',
                      'http_status': 200}}""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "streamed/broken | report.exported | {\"type\": \"report\", \"id\": \"broken\"} | /streamed/{how}",
        "streamed/input/broken | report.read | '' | /streamed/input/{how}"
      })
  @Recorded(
      call = "a streamed answer that breaks half way",
      event = "`failure` with the class of the exception")
  void anAnswerThatBreaksHalfWayIsAFailure(
      String path, String action, String target, String route) {
    breaksOff(path);

    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [%s],
         'metadata': {'outcome': 'failure', 'error': 'java.io.IOException', 'http_method': 'GET',
                      'http_route': '%s', 'http_status': 200}}"""
            .formatted(action, target, route));
  }

  @Test
  @Recorded(call = "a streamed answer whose client goes away", event = "`failure`")
  void anAnswerThatTheClientDoesNotWaitForIsAFailure() throws Exception {
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      var request = "GET " + url.getPath() + "streamed/endless HTTP/1.1\r\nHost: it\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(StreamedResource.PIECE)).isNotEmpty();
    }
    await().until(() -> WORKOS.stored().stream().anyMatch(e -> e.toString().contains("followed")));

    client.sees(
        """
        {'action': 'report.followed', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'context': {'location': 'here'},
         'metadata': {'outcome': 'failure', 'error': 'java.io.IOException', 'http_method': 'GET',
                      'http_route': '/streamed/endless', 'http_status': 200}}""");
  }

  @ParameterizedTest
  @CsvSource({
    "entity/ok, 200, report.shown, success, , 200, entity/{how}",
    "entity/broken, 500, report.shown, failure, jakarta.json.bind.JsonbException, 500, entity/{how}",
    "later/ok, 200, report.shown_later, success, , 200, later/{how}",
    "later/broken, 500, report.shown_later, failure, jakarta.json.bind.JsonbException, , later/{how}",
    "unwritable, 500, report.drawn, failure, jakarta.ws.rs.InternalServerErrorException, 500, unwritable"
  })
  @Recorded(call = "an answer that cannot be written", event = "`failure`")
  void anAnswerThatCannotBeWrittenIsAFailure(
      String path,
      int status,
      String action,
      String outcome,
      String error,
      Integer told,
      String route) {
    assertThat(client.get("streamed/" + path).statusCode()).isEqualTo(status);

    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'outcome': '%s', 'error': %s, 'http_method': 'GET', 'http_route': '/streamed/%s',
                      'http_status': %s}}"""
            .formatted(action, outcome, text(error), route, told));
  }

  @Test
  @Recorded(
      call = "an answer that cannot be written, and another in its place",
      event = "by the status of that")
  void whatIsAnsweredInPlaceOfAnAnswerThatCannotBeWrittenDecides() {
    var response = client.get("streamed/entity/forbidden");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("not you");

    client.sees(
        """
        {'action': 'report.shown', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'said': 'by the mapper', 'outcome': 'denied',
                      'error': 'org.auditlogged.it.StreamedResource$Unshown', 'http_method': 'GET',
                      'http_route': '/streamed/entity/{how}', 'http_status': 403}}""");
  }

  private void breaksOff(String path) {
    try {
      assertThat(client.get(path).body())
          .hasSizeLessThan(StreamedResource.PIECE * StreamedResource.PIECES);
    } catch (UncheckedIOException e) {
      // what a client sees of a body that is cut off is the server's affair
      return;
    }
  }
}
