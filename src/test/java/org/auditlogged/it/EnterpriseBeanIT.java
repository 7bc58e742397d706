// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.it.WholeEvent.text;

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

    sees("ejb." + path.replace("/undone", ""), "", outcome, error, ", 'http_method': 'POST'");
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

    sees("ejb." + method, "'context': {'location': 'internal'},", outcome, error, "");
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

    sees(
        "ejb.resource",
        "",
        outcome,
        error,
        ", 'http_method': 'POST', 'http_route': '/ejb/resource/{how}', 'http_status': " + status);
  }

  private String call(String path) {
    return client.call("POST", "ejb/" + path, "", "Authorization", Client.basic("jon")).body();
  }

  /** The one event of a call. */
  private void sees(String action, String more, String outcome, String error, String request) {
    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'user', 'id': 'jon'}, 'targets': [], %s
         'metadata': {'outcome': '%s', 'error': %s %s}}"""
            .formatted(
                action.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT),
                more,
                outcome,
                text(error),
                request));
  }
}
