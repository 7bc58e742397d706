// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
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
class TimerBeanIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), TimerBean.class, TimerBeanResource.class, Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(
      call = "a timer's method: `@Schedule`, `@Timeout`",
      event = "when its transaction ends; actor `system`, location `internal`")
  void aScheduledMethodIsRecorded() {
    assertThat(WholeEvent.of(only("job.scheduled"), WORKOS))
        .isEqualTo(
            WholeEvent.expected(
                """
                {'action': 'job.scheduled', 'actor': {'type': 'system', 'id': 'it'}, 'targets': [],
                 'context': {'location': 'internal'}, 'metadata': {'outcome': 'success'}}"""));
  }

  @Test
  void aTimerStartedByAUserIsTheApplicationsOwn() {
    client.call("POST", "timers/undone", "", "Authorization", Client.basic("jon"));

    var event = only("job.timed").getJsonObject("event");
    assertThat(event.getJsonObject("actor")).hasToString("{\"type\":\"system\",\"id\":\"it\"}");
    assertThat(event.getJsonObject("context")).hasToString("{\"location\":\"internal\"}");
    var metadata = event.getJsonObject("metadata");
    assertThat(metadata.getString("how")).isEqualTo("undone");
    assertThat(metadata.getString("outcome")).isEqualTo("failure");
    assertThat(metadata.getString("error")).isEqualTo("jakarta.transaction.RollbackException");
  }

  /** The event of a job that the server runs when it likes. */
  private static JsonObject only(String action) {
    await().atMost(Duration.ofSeconds(20)).until(() -> !of(action).isEmpty());
    assertThat(of(action)).hasSize(1);
    return of(action).get(0);
  }

  private static List<JsonObject> of(String action) {
    return WORKOS.stored().stream()
        .filter(each -> each.getJsonObject("event").getString("action").equals(action))
        .toList();
  }
}
