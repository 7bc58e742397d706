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
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PinnedVersionIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    var lock =
        "{\"auditlogged.lock\": 1, \"actions\": {\"thing.read\":"
            + " {\"version\": 7, \"fingerprint\": \"sha256:0\"}}}";
    return Deployments.war(WORKOS, Map.of(), AuditedResource.class)
        .addAsResource(new StringAsset(lock), "auditlogged.lock");
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void anEventCarriesTheVersionThatItsActionIsPinnedTo() {
    client.get("things/7?as=ok");
    assertThat(client.event().getInt("version")).isEqualTo(7);
  }

  @Test
  void anEventOfAnActionThatIsNotPinnedHasNoVersion() {
    client.get("things/7/response?status=200");
    assertThat(client.event()).doesNotContainKey("version");
  }
}
