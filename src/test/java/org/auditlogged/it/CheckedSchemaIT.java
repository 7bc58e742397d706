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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CheckedSchemaIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final ServerLog LOG = new ServerLog();

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of("auditlogged.schema", "check"), AuditedResource.class);
  }

  @AfterAll
  static void stopListening() {
    LOG.close();
  }

  @Test
  void whatWorkOsDoesNotKnowIsToldAndNotCreated() {
    assumeTrue(ServerLog.isInThisJvm(), "the lines are read from the log of the server");
    var client = new Client(url, WORKOS);
    await()
        .until(
            () ->
                LOG.count("AUDIT-016 schema of thing.read: WorkOS has no schema of it; WorkOS may")
                    == 1);
    client.get("things/7?as=ok");
    assertThat(client.event().getString("action")).isEqualTo("thing.read");
    assertThat(WORKOS.administration().schemas("thing.read")).isEmpty();
  }
}
