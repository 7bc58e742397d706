// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
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
    assertThat(client.event().toString())
        .contains("report.exported", "\"outcome\":\"success\"", "\"http_status\":200");

    assertThat(client.get("streamed/input/whole").body()).hasSize(StreamedResource.PIECE);
    assertThat(client.event().toString()).contains("report.read", "\"outcome\":\"success\"");
  }

  @ParameterizedTest
  @CsvSource({"streamed/broken, report.exported", "streamed/input/broken, report.read"})
  @Recorded(
      call = "a streamed answer that breaks half way",
      event = "`failure` with the class of the exception")
  void anAnswerThatBreaksHalfWayIsAFailure(String path, String action) {
    breaksOff(path);

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo(action);
    var metadata = event.getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo("failure");
    assertThat(metadata.getString("error")).isEqualTo("java.io.IOException");
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

    var metadata = client.event().getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo("failure");
    assertThat(metadata.getString("error")).endsWith("Exception");
  }

  @ParameterizedTest
  @CsvSource({
    "streamed/entity/ok, 200, report.shown, success",
    "streamed/entity/broken, 500, report.shown, failure",
    "streamed/later/ok, 200, report.shown_later, success",
    "streamed/later/broken, 500, report.shown_later, failure",
    "streamed/unwritable, 500, report.drawn, failure"
  })
  @Recorded(call = "an answer that cannot be written", event = "`failure`")
  void anAnswerThatCannotBeWrittenIsAFailure(
      String path, int status, String action, String outcome) {
    assertThat(client.get(path).statusCode()).isEqualTo(status);

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo(action);
    assertThat(event.getJsonObject("metadata").getString("outcome")).isEqualTo(outcome);
  }

  @Test
  @Recorded(
      call = "an answer that cannot be written, and another in its place",
      event = "by the status of that")
  void whatIsAnsweredInPlaceOfAnAnswerThatCannotBeWrittenDecides() {
    var response = client.get("streamed/entity/forbidden");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("not you");

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("report.shown");
    var metadata = event.getJsonObject("metadata");
    assertThat(metadata.getString("said")).isEqualTo("by the mapper");
    assertThat(metadata.getString("outcome")).isEqualTo("denied");
    assertThat(metadata.getString("error"))
        .isEqualTo("org.auditlogged.it.StreamedResource$Unshown");
    assertThat(metadata.getInt("http_status")).isEqualTo(403);
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
