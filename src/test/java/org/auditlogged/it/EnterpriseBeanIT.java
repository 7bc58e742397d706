// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EnterpriseBeanIT {
  private static final String UNDONE = "jakarta.transaction.RollbackException";

  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS, Map.of(), EnterpriseBean.class, EnterpriseBeanResource.class, Users.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({
    "committed, none, success,",
    "undone, none, failure, " + UNDONE,
    "own/undone, none, success,",
    "committed/undone, none, failure, " + UNDONE,
    "failed, jakarta.ejb.EJBException, failure, java.lang.IllegalStateException"
  })
  @Recorded(
      call = "a session bean (EJB)",
      event = "when the container's transaction around it ends, with that end")
  void aSessionBeanIsRecordedWithTheEndOfItsTransaction(
      String path, String seen, String outcome, String error) {
    assertThat(call(path)).isEqualTo(seen);

    var event = client.event();
    assertEvent(event, "ejb." + path.replace("/undone", ""), outcome, error);
    assertThat(event.getJsonObject("context").getString("user_agent")).isEqualTo("it/1.0");
  }

  @ParameterizedTest
  @CsvSource({"mandatory", "guarded"})
  @Recorded(
      call = "a session bean, refused by its container: `@RolesAllowed`, `MANDATORY`",
      event = "none, unless it is a resource: no interceptor is asked")
  void whatTheContainerOfSessionBeansRefusesIsNotSeen(String method) {
    assertThat(call(method)).startsWith("jakarta.ejb.EJB");
    assertThat(client.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "later, none, success,",
    "failedLater, jakarta.ejb.EJBException, failure, java.lang.IllegalStateException",
    "undoneLater, none, failure, " + UNDONE
  })
  @Recorded(
      call = "a session bean's `@Asynchronous` method",
      event = "when it has run, on its own thread")
  void anAsynchronousMethodIsRecordedWhenItHasRun(
      String method, String seen, String outcome, String error) {
    assertThat(call(method)).isEqualTo(seen);

    var event = client.event();
    assertEvent(event, "ejb." + method, outcome, error);
  }

  @ParameterizedTest
  @CsvSource({
    "returned, 200, success,",
    "undone, 200, failure, " + UNDONE,
    "failed, 500, failure, java.lang.IllegalStateException"
  })
  @Recorded(
      call = "a session bean as a resource",
      event = "by its answer; a `failure` when its transaction was rolled back")
  void aSessionBeanMayBeAResource(String how, int status, String outcome, String error) {
    assertThat(
            client
                .call("POST", "ejb/resource/" + how, "", "Authorization", Client.basic("jon"))
                .statusCode())
        .isEqualTo(status);

    var event = client.event();
    assertEvent(event, "ejb.resource", outcome, error);
    assertThat(event.getJsonObject("metadata").getInt("http_status")).isEqualTo(status);
  }

  private String call(String path) {
    return client.call("POST", "ejb/" + path, "", "Authorization", Client.basic("jon")).body();
  }

  private static void assertEvent(JsonObject event, String action, String outcome, String error) {
    assertThat(event.getString("action"))
        .isEqualTo(action.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT));
    assertThat(event.getJsonObject("actor")).hasToString("{\"type\":\"user\",\"id\":\"jon\"}");
    var metadata = event.getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo(outcome);
    assertThat(metadata.getString("error", null)).isEqualTo(error);
  }
}
