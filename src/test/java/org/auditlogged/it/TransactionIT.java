// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.it.WholeEvent.text;

import jakarta.json.JsonObject;
import java.net.URL;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TransactionIT {
  private static final String UNDONE = "jakarta.transaction.RollbackException";

  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(WORKOS, Map.of(), TransactionBean.class, TransactionResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @ParameterizedTest
  @CsvSource({
    "none, plain, success,",
    "commit, plain, success,",
    "rollback, plain, failure, " + UNDONE,
    "commit, required, success,",
    "rollback, required, failure, " + UNDONE,
    "rollback, mandatory, failure, " + UNDONE,
    "commit, mandatory, success,",
    "timeout, plain, failure, " + UNDONE,
    "commit, stage, success,",
    "rollback, stage, failure, " + UNDONE
  })
  @Recorded(
      call = "a service in its caller's transaction",
      event =
          "when that ends; rolled back, it is a `failure` with `jakarta.transaction.RollbackException`")
  void inItsCallersTransactionTheEndOfThatDecides(
      String around, String method, String outcome, String error) {
    assertThat(client.post("transactions/" + around + "/" + method).body()).isEqualTo("none");
    sees("tx." + method, outcome, error);
  }

  @ParameterizedTest
  @CsvSource({
    "none, required, success,",
    "none, undone, failure, " + UNDONE,
    "none, own, success,",
    "rollback, own, success,",
    "commit, ownUndone, failure, " + UNDONE,
    "none, stage, success,"
  })
  @Recorded(
      call = "a service in a transaction of its own, `@Transactional`",
      event = "when it returns, with the end of that one, whatever becomes of its caller's")
  void inATransactionOfItsOwnTheEndOfThatDecides(
      String around, String method, String outcome, String error) {
    assertThat(client.post("transactions/" + around + "/" + method).body()).isEqualTo("none");
    sees("tx." + snake(method), outcome, error);
  }

  @ParameterizedTest
  @CsvSource({"rollback, outside", "none, never", "none, outside"})
  @Recorded(
      call = "a service kept out of its caller's transaction, as by `NOT_SUPPORTED`",
      event = "when it returns")
  void outsideOfItsCallersTransactionTheEndOfThatMeansNothing(String around, String method) {
    assertThat(client.post("transactions/" + around + "/" + method).body()).isEqualTo("none");
    sees("tx." + method, "success", null);
  }

  @ParameterizedTest
  @CsvSource({
    "none, unchecked, java.lang.IllegalStateException",
    "rollback, unchecked, java.lang.IllegalStateException",
    "none, checked, java.io.IOException",
    "commit, checked, java.io.IOException",
    "none, checkedUndone, java.io.IOException",
    "commit, never, jakarta.transaction.TransactionalException",
    "none, mandatory, jakarta.transaction.TransactionalException"
  })
  @Recorded(
      call = "a service that throws, or is refused by `@Transactional`, in any transaction",
      event = "at once, a `failure` with the class of the exception")
  void anExceptionIsAFailureWhateverBecomesOfTheTransaction(
      String around, String method, String error) {
    assertThat(client.post("transactions/" + around + "/" + method).body()).isEqualTo(error);
    sees("tx." + snake(method), "failure", error);
  }

  @ParameterizedTest
  @CsvSource({"none", "rollback"})
  void aStageThatFailsIsAFailureOfItsOwn(String around) {
    assertThat(client.post("transactions/" + around + "/failingStage").body())
        .isEqualTo("java.util.concurrent.ExecutionException");
    sees("tx.failing_stage", "failure", "java.lang.IllegalStateException");
  }

  @Test
  void argumentsAndResultAreReadWhenTheMethodReturnsThoughTheEventIsMadeLater() {
    client.post("transactions/ordered");

    var metadata = client.event().getJsonObject("metadata");
    assertThat(metadata.getInt("items")).isEqualTo(2);
    assertThat(metadata.getInt("result")).isEqualTo(2);
  }

  @Test
  void eachServiceInATransactionIsAnEventOfItsOwn() {
    client.post("transactions/outermost");

    assertThat(ends(client.events()))
        .containsExactlyInAnyOrder(
            "tx.outermost failure", "tx.required failure", "tx.plain failure", "tx.own success");
  }

  @Test
  @Recorded(
      call = "a bean that is called twice, or calls itself through its proxy",
      event = "one for each call")
  void eachCallOfABeanIsAnEventOfItsOwn() {
    client.post("transactions/twice");

    assertThat(ends(client.events()))
        .containsExactlyInAnyOrder(
            "tx.down_to failure",
            "tx.down_to failure",
            "tx.down_to failure",
            "tx.plain failure",
            "tx.plain failure");
  }

  @ParameterizedTest
  @CsvSource({"false, success,", "true, failure, " + UNDONE})
  @Recorded(
      call = "a `@Transactional` resource method",
      event = "a `failure` when it was rolled back, even if the client got a 200")
  void aResourceThatWasRolledBackIsAFailureThoughItAnswered(
      boolean undo, String outcome, String error) {
    assertThat(client.post("transactions?undo=" + undo).body()).isEqualTo("returned");

    client.sees(
        """
        {'action': 'tx.resource', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'outcome': '%s', 'error': %s, 'http_method': 'POST', 'http_route': '/transactions',
                      'http_status': 200}}"""
            .formatted(outcome, text(error)));
  }

  @Test
  @Recorded(
      call = "`AuditLog.record`",
      event = "at once, whatever becomes of the transaction around it")
  void whatTheApplicationRecordsIsKeptAtOnceAndStaysWhenTheTransactionIsRolledBack() {
    assertThat(client.post("transactions/log").body()).isEqualTo("kept 1");
    client.sees(
        "{'action': 'tx.logged', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': []}");
  }

  /** The one event of a call. */
  private void sees(String action, String outcome, String error) {
    client.sees(
        """
        {'action': '%s', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'outcome': '%s', 'error': %s, 'http_method': 'POST'}}"""
            .formatted(action, outcome, text(error)));
  }

  private static List<String> ends(List<JsonObject> events) {
    return events.stream()
        .map(each -> each.getJsonObject("event"))
        .map(
            event ->
                event.getString("action")
                    + " "
                    + event.getJsonObject("metadata").getString("outcome"))
        .toList();
  }

  private static String snake(String method) {
    return method.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
  }
}
