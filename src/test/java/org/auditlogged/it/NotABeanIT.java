// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NotABeanIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), NotABeanResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(call = "a resource whose class is no CDI bean", event = "with what the request gives")
  void aResourceWithoutAScopeIsRecordedAllTheSame() {
    assertThat(client.get("not-a-bean/7").body()).isEqualTo("value of 7");

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("thing.read");
    assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"thing\",\"id\":\"7\"}]");
    assertThat(event.getJsonObject("metadata").getString("outcome")).isEqualTo("success");
  }
}
