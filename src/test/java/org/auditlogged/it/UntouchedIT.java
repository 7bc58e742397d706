// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class UntouchedIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
            WORKOS,
            Map.of("auditlogged.on-failure", "fail"),
            UntouchedResource.class,
            UntouchedResource.Unprintable.class)
        // by its file: it implements a type that only the application has
        .addAsResource("org/auditlogged/it/UntouchedResource$Breaking.class");
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "empty", "headers", "streamed", "null", "error", "web", "thrown"})
  void theCallerSeesNoDifferenceWhateverFailsInside(String as) {
    var bare = client.call("POST", "untouched/bare?as=" + as, "body");
    var audited = client.call("POST", "untouched/audited?as=" + as, "body");

    assertThat(audited.statusCode()).isEqualTo(bare.statusCode());
    assertThat(audited.body()).isEqualTo(bare.body());
    assertThat(headers(audited)).isEqualTo(headers(bare));
    assertThat(client.event().getString("action")).isEqualTo("twin.called");
  }

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    var headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return headers;
  }
}
