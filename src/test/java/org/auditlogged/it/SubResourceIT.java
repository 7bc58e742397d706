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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SubResourceIT {
  private static final String READ =
      """
      {'action': 'thing.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
       'targets': [{'type': 'shop', 'id': '1'}, {'type': 'thing', 'id': '7'}],
       'metadata': {'result': '7 of 1', 'outcome': 'success', 'http_method': 'GET', 'http_status': 200}}""";

  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), SubResourceResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shelf", "drawer", "made"})
  @Recorded(call = "a sub-resource, bean or not", event = "one")
  void aSubResourceIsRecordedOnceWhetherItIsABeanOrNot(String locator) {
    try (var log = new ServerLog()) {
      assertThat(client.get("shops/1/" + locator + "/7").body()).isEqualTo("7 of 1");
      assertThat(client.get("shops/1/" + locator + "/7").body()).isEqualTo("7 of 1");

      client.sees(READ, READ);
      if (ServerLog.isInThisJvm()) {
        assertThat(log.count("AUDIT-066")).isEqualTo(locator.equals("made") ? 1 : 0);
      }
    }
  }

  @Test
  @Recorded(call = "an audited sub-resource locator", event = "its own, beside the sub-resource's")
  void anAuditedLocatorIsRecordedBesideTheSubResource() {
    assertThat(client.get("shops/1/audited/7").body()).isEqualTo("7 of 1");

    client.sees(
        READ,
        """
        {'action': 'shop.entered', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'shop', 'id': '1'}],
         'metadata': {'outcome': 'success', 'http_method': 'GET'}}""");
  }
}
