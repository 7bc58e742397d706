// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RecycledRequestIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS, Map.of("auditlogged.delivery.rate", "1000"), RecycledRequestResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void aCallNeverEndsTheEventOfAnother() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    var calls =
        IntStream.range(0, 300)
            .<Callable<Object>>mapToObj(
                i -> () -> client.get(i % 2 == 0 ? "recycled/failing-later" : "recycled/audited"))
            .toList();
    for (var call : threads.invokeAll(calls)) {
      call.get();
    }
    threads.shutdown();

    assertThat(client.events())
        .hasSize(150)
        .allSatisfy(
            sent -> {
              var metadata = sent.getJsonObject("event").getJsonObject("metadata");
              assertThat(metadata.getString("outcome")).isEqualTo("success");
              assertThat(metadata.getString("value")).isEqualTo("value");
            });
  }
}
