// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.it.WholeEvent.text;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AsyncBeanIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), AsyncBean.class, AsyncBeanResource.class, Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({
    "done, none, value, elsewhere, success,",
    "failed, java.lang.IllegalStateException, , , failure, java.lang.IllegalStateException",
    "thrown, java.lang.IllegalStateException, , , failure, java.lang.IllegalStateException",
    "undone, none, , , failure, jakarta.transaction.RollbackException",
    "nothing, none, , elsewhere, success,"
  })
  @Recorded(
      call = "`@Asynchronous` of Jakarta Concurrency",
      event = "once it is complete on its own thread, by its value or failure")
  void anAsynchronousMethodIsRecordedOnceItIsComplete(
      String method, String seen, String value, String said, String outcome, String error) {
    int before = WORKOS.stored().size();
    assertThat(
            client.call("POST", "async/" + method, "", "Authorization", Client.basic("jon")).body())
        .isEqualTo(seen);
    // nobody waits for a method that returns nothing
    await().until(() -> WORKOS.stored().size() > before);

    client.sees(
        """
        {'action': 'async.%s', 'actor': {'type': 'user', 'id': 'jon'}, 'targets': [],
         'context': {'location': 'internal'},
         'metadata': {'value': %s, 'said': %s, 'outcome': '%s', 'error': %s}}"""
            .formatted(method, text(value), text(said), outcome, text(error)));
  }
}
