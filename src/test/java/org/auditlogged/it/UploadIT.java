// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.auditlogged.it.WholeEvent.text;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class UploadIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), UploadResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({"whole, upload.taken,", "streamed, upload.read, java.io.EOFException"})
  @Recorded(call = "a request whose client goes away before it is complete", event = "`failure`")
  void aRequestThatBreaksOffIsAFailure(String how, String action, String error) throws Exception {
    int before = WORKOS.stored().size();
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      var request =
          "POST "
              + url.getPath()
              + "uploads/7/"
              + how
              + " HTTP/1.1\r\nHost: it\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nten bytes!";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
    await().until(() -> WORKOS.stored().size() > before);

    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'upload', 'id': '7'}], 'context': {'location': 'here'},
         'metadata': {'outcome': 'failure', 'error': %s, 'http_method': 'POST',
                      'http_route': '/uploads/{name}/%s', 'http_status': 500}}"""
            .formatted(action, text(error), how));
  }
}
