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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExplicitApplicationIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
            WORKOS,
            Map.of(),
            ExplicitApplication.class,
            AuditedResource.class,
            AuditedResource.Taken.class,
            AuditedResource.TakenMapper.class)
        .deleteClass(Root.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  void anApplicationThatNamesItsClassesIsAuditedAllTheSame() throws Exception {
    client = new Client(new URL(url, "explicit/"), WORKOS);
    assertThat(client.get("things/7?as=mapped").statusCode()).isEqualTo(409);

    var metadata = client.event().getJsonObject("metadata");
    assertThat(metadata.getInt("http_status")).isEqualTo(409);
    assertThat(metadata.getString("http_route")).isEqualTo("/things/{id}");
  }
}
