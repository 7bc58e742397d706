// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is offered may be used first on a thread of the application's own. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OwnThreadIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), OwnThreadResource.class);
  }

  @Test
  void theStatusAnswers() {
    assertThat(new Client(url, WORKOS).get("own/status").body()).isEqualTo("waiting 0");
  }

  @Test
  void theClientAsks() {
    assertThat(new Client(url, WORKOS).get("own/client").body()).isEqualTo("actions 0");
  }
}
