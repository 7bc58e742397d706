// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

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
class ObserverBeanIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(),
        ObserverBean.class,
        ObserverBean.Placed.class,
        ObserverBeanResource.class,
        Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(
      call = "an observer of CDI events, `@Observes` and `@ObservesAsync`",
      event = "one for each notification")
  void anObserverIsRecordedForEachNotification() {
    client.call("POST", "orders", "", "Authorization", Client.basic("jon"));

    client.sees(
        """
        {'action': 'order.placed', 'actor': {'type': 'user', 'id': 'jon'},
         'targets': [{'type': 'order', 'id': 'o-1'}], 'metadata': {'outcome': 'success', 'http_method': 'POST'}}""",
        """
        {'action': 'order.booked', 'actor': {'type': 'user', 'id': 'jon'},
         'targets': [{'type': 'order', 'id': 'o-1'}], 'metadata': {'outcome': 'success', 'http_method': 'POST'}}""",
        """
        {'action': 'order.shipped', 'actor': {'type': 'user', 'id': 'jon'},
         'targets': [{'type': 'order', 'id': 'o-1'}], 'context': {'location': 'internal'},
         'metadata': {'outcome': 'success'}}""");
  }
}
