// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LogDestinationIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  private static final ServerLog LOG = new ServerLog();

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.destination", "log",
            "workos.api-key", "(absent)",
            "auditlogged.delivry.rate", "1"),
        AuditedResource.class);
  }

  @AfterAll
  static void stopListening() {
    LOG.close();
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void eventsArePrintedAndNothingIsSent() {
    assumeTrue(ServerLog.isInThisJvm(), "the lines are read from the log of the server");
    client.get("things/7?as=ok");

    await().until(() -> LOG.count("\"action\":\"thing.read\"") == 1);
    await().until(client::counts, "0 0 0"::equals);
    assertThat(WORKOS.requests()).isEmpty();
  }

  @Test
  void aKeyThatDoesNotExistIsNamedWithWhatWasProbablyMeant() {
    assumeTrue(ServerLog.isInThisJvm(), "the lines are read from the log of the server");
    assertThat(LOG.text())
        .contains(
            "AUDIT-003 unknown configuration key auditlogged.delivry.rate; it has no effect; did you"
                + " mean auditlogged.delivery.rate?");
  }
}
