// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class UndeployIT {
  private static final int CALLS = 5;
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final WebArchive APPLICATION =
      Deployments.war(
          WORKOS,
          Map.of(
              "auditlogged.delivery.shutdown-grace", "PT0.1S",
              "workos/mp-rest/readTimeout", "3000"),
          AuditedResource.class);

  @ArquillianResource private Deployer deployer;

  @Deployment(name = "undeployed", managed = false, testable = false)
  static WebArchive application() {
    return APPLICATION;
  }

  @Test
  void noThreadIsLeftThoughWorkOsHangsAndWhatWasUnderWayArrivesAfterTheNextDeployment()
      throws MalformedURLException {
    assumeTrue(ServerLog.isInThisJvm(), "the threads are those of the server");
    var before = threads();
    deployer.deploy("undeployed");
    var hold = WORKOS.hold();
    var client = client();
    for (int i = 0; i < CALLS; i++) {
      assertThat(client.get("things/" + i + "?as=ok").statusCode()).isEqualTo(200);
    }
    await().until(() -> WORKOS.requests().size() >= CALLS);
    assertThat(threads()).hasSizeGreaterThan(before.size() + CALLS);

    deployer.undeploy("undeployed");
    assertThat(threads()).containsExactlyInAnyOrderElementsOf(before);

    hold.countDown();
    deployer.deploy("undeployed");
    await().until(client()::counts, "0 0 0"::equals);
    deployer.undeploy("undeployed");
    assertThat(WORKOS.stored()).hasSize(CALLS);
    assertThat(threads()).containsExactlyInAnyOrderElementsOf(before);
  }

  /** The address is not injected for what is deployed by hand. */
  private static Client client() throws MalformedURLException {
    var name = APPLICATION.getName().replace(".war", "");
    var port = System.getProperty("payara.http.port");
    return new Client(URI.create("http://localhost:" + port + "/" + name + "/").toURL(), WORKOS);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("auditlogged-"))
        .toList();
  }
}
