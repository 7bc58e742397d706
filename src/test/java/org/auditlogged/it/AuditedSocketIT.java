// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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
class AuditedSocketIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), AuditedSocket.class, AuditedLine.class, Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({"jon, user, jon", "(nobody), anonymous, anonymous"})
  @Recorded(
      call = "a WebSocket's `@OnMessage`, and what it calls",
      event =
          "when it returns; the actor is the user of the `Session` among its parameters; location `internal`")
  void aMessageIsRecordedWithTheUserOfItsSession(String user, String type, String id)
      throws Exception {
    assertThat(answer(user, "hello")).isEqualTo("said hello");

    client.sees(
        """
        {'action': 'socket.told', 'actor': {'type': '%1$s', 'id': '%2$s'},
         'targets': [{'type': 'line', 'id': 'hello'}], 'context': {'location': 'internal'},
         'metadata': {'outcome': 'success'}}"""
            .formatted(type, id),
        """
        {'action': 'line.said', 'actor': {'type': '%1$s', 'id': '%2$s'},
         'targets': [{'type': 'line', 'id': 'hello'}], 'context': {'location': 'internal'},
         'metadata': {'outcome': 'success'}}"""
            .formatted(type, id));
  }

  @Test
  void aMessageThatFailsIsAFailure() throws Exception {
    assertThat(answer("jon", "fail")).isEqualTo("no such line");

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("socket.told");
    var metadata = event.getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo("failure");
    assertThat(metadata.getString("error")).isEqualTo("java.lang.IllegalStateException");
  }

  private String answer(String user, String message) throws Exception {
    var answer = new CompletableFuture<String>();
    var builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (!user.equals("(nobody)")) {
      builder.header("Authorization", Client.basic(user));
    }
    var socket =
        builder
            .buildAsync(
                URI.create(url.toString().replaceFirst("http", "ws") + "socket"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket socket, CharSequence text, boolean last) {
                    answer.complete(text.toString());
                    return null;
                  }
                })
            .get(30, TimeUnit.SECONDS);
    socket.sendText(message, true).get(30, TimeUnit.SECONDS);
    try {
      return answer.get(30, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }
}
