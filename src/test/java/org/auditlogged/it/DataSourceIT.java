// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Map;
import java.util.UUID;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.Postgres;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an outbox in the application's own database relies on: how the server's data sources and
 * transactions go together. Nothing is audited here.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DataSourceIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;
  private final String id = UUID.randomUUID().toString();

  @Deployment(testable = false)
  static WebArchive application() {
    return DataSources.add(
        Deployments.war(WORKOS, Map.of(), DataSourceResource.class), Postgres.database());
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  /**
   * Whether a connection commits by itself does not tell whether it is in a transaction: that of
   * PostgreSQL's XA driver says that it does while it does not.
   */
  @ParameterizedTest
  @CsvSource({"xa, true", "local, false", "default, false"})
  void inATransactionRowsEndWithItWhateverTheConnectionSays(String source, boolean says) {
    assertThat(use(source, "commit")).isEqualTo(says + ": row");
    assertThat(use(source, "rollback")).isEqualTo(says + ":");
  }

  @ParameterizedTest
  @CsvSource({"xa", "local", "default", "alone"})
  void withoutATransactionRowsAreThereAtOnce(String source) {
    assertThat(use(source, "none")).isEqualTo("true: row");
  }

  @ParameterizedTest
  @CsvSource({"commit", "rollback", "before", "hereAfterCommit"})
  void aSourceThatTakesPartInNoTransactionKeepsItsRowsInAny(String what) {
    assertThat(use("alone", what)).isEqualTo("true: row");
  }

  @ParameterizedTest
  @CsvSource({"xa, true", "local, false", "default, false"})
  void whatIsInsertedBeforeTheEndIsCommittedWithTheRest(String source, boolean says) {
    assertThat(use(source, "before")).isEqualTo(says + ": row");
    assertThat(use(source, "beforeAfterOthers")).isEqualTo(says + ": row row-other");
  }

  /**
   * Also right after the end of a transaction. On the thread that has ended it, a connection may
   * still be enlisted: its rows are lost, and with the XA driver later transactions fail.
   */
  @ParameterizedTest
  @CsvSource({"xa", "local", "default", "alone"})
  void onAThreadOfTheApplicationsOwnAConnectionIsInNoTransaction(String source) {
    assertThat(use(source, "ownThread")).isEqualTo("true: row");
    assertThat(use(source, "ownThreadWithin")).isEqualTo("true: row");
    assertThat(use(source, "ownThreadAfterCommit")).isEqualTo("true: row");
    assertThat(use(source, "ownThreadAfterRollback")).isEqualTo("true: row");
  }

  @ParameterizedTest
  @CsvSource({"xa, true", "local, false", "default, false"})
  void whatFailsAfterASavepointCostsTheTransactionNothing(String source, boolean says) {
    assertThat(use(source, "savepoint")).isEqualTo(says + ": row row-other row-released");
  }

  /** What a connection said, and the rows that are there afterwards. */
  private String use(String source, String what) {
    var own = id + what + "/";
    var said = client.post("sources/" + source + "/" + what + "?id=" + own).body();
    return (said + ": " + client.get("sources/" + source + "?id=" + own).body()).strip();
  }
}
