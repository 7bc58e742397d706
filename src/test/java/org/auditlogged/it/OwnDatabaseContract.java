// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.Postgres;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every audited call is one event that tells what became of its business row, where the outbox is
 * in the application's own database. In the tables: the transaction around the call, the call, its
 * outcome, and how many business rows there are afterwards.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OwnDatabaseContract {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;
  private final String id = UUID.randomUUID().toString();

  /** Where the application has its rows. */
  abstract Postgres database();

  /** How many events a call's transaction holds of it while it has not ended. */
  abstract int within();

  static Postgres newDatabase() {
    var database = Postgres.database();
    database.execute(
        """
        CREATE TABLE thing (id varchar PRIMARY KEY);
        CREATE TABLE part (
          id varchar PRIMARY KEY,
          thing varchar REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED)""");
    return database;
  }

  /** An application with its rows in one data source and the outbox in another, or the same. */
  static WebArchive application(Postgres database, String business, String outbox) {
    var settings =
        Map.of(
            "business.data-source", business,
            "auditlogged.outbox.data-source", outbox,
            "auditlogged.outbox.directory", "(absent)");
    return DataSources.add(
        Deployments.war(
            WORKOS,
            settings,
            OwnDatabaseBean.class,
            OwnDatabaseResource.class,
            OwnDatabaseThings.class,
            Users.class),
        database);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @AfterEach
  void isUpAgain() {
    WORKOS.down(false);
  }

  @ParameterizedTest
  @CsvSource({
    "none,     plain,     success, 1",
    "none,     required,  success, 1",
    "none,     separate,  success, 1",
    "none,     begun,     success, 1",
    "none,     unchecked, failure, 0",
    "none,     checked,   failure, 1",
    "none,     undone,    failure, 0",
    "commit,   plain,     success, 1",
    "commit,   required,  success, 1",
    "commit,   separate,  success, 1",
    "commit,   outside,   success, 1",
    "commit,   unchecked, failure, 0",
    "commit,   checked,   failure, 1",
    "commit,   undone,    failure, 0",
    "rollback, plain,     failure, 0",
    "rollback, required,  failure, 0",
    "rollback, separate,  success, 1",
    "rollback, outside,   success, 1",
    "rollback, unchecked, failure, 0",
    "rollback, checked,   failure, 0",
    "timeout,  plain,     failure, 0"
  })
  void aCallOfAServiceTellsWhatBecameOfItsRow(
      String around, String method, String outcome, int rows) {
    assertThat(call(around + "/" + method)).isEqualTo(200);

    assertThat(ends()).containsExactly("own." + method + " " + outcome);
    assertThat(rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "resource/false, admin, 200, own.resource success,  1",
    "resource/true,  admin, 200, own.resource failure,  0",
    "guarded,        admin, 200, own.guarded success,   1",
    "guarded,        jon,   403, own.guarded denied,    0",
    "forbidden,      admin, 403, own.forbidden denied,  0"
  })
  void aCallOfATransactionalResourceDoesToo(
      String path, String user, int status, String end, int rows) {
    assertThat(call(path, "Authorization", Client.basic(user))).isEqualTo(status);

    assertThat(ends()).containsExactly(end);
    assertThat(rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({"commit, success, 50", "rollback, failure, 0", "none, success, 50"})
  void soDoesEachOfManyCallsInOneTransaction(String around, String outcome, int rows) {
    assertThat(call("many/" + around)).isEqualTo(200);

    assertThat(ends()).isEqualTo(Collections.nCopies(50, "own.plain " + outcome));
    assertThat(rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "none/plain, success",
    "commit/plain, success",
    "rollback/plain, failure",
    "resource/false, success",
    "resource/true, failure"
  })
  void whileWorkOsIsDownTheEventIsInTheDatabaseBeforeTheResponseIsThere(
      String path, String outcome) {
    WORKOS.down(true);
    assertThat(call(path)).isEqualTo(200);
    assertThat(database().query("SELECT count(*) FROM auditlogged_entry")).containsExactly("1");

    WORKOS.down(false);
    assertThat(ends()).singleElement().asString().endsWith(outcome);
    assertThat(database().query("SELECT count(*) FROM auditlogged_entry")).containsExactly("0");
  }

  @Test
  void aSuccessIsInTheTransactionOfItsCall() {
    WORKOS.down(true);
    assertThat(client.call("POST", "own/within?id=" + id, "").body())
        .isEqualTo(String.valueOf(within()));

    WORKOS.down(false);
    assertThat(ends()).containsExactly("own.plain success");
  }

  /**
   * The last one, because the connection that could not commit is not always of use afterwards:
   * PostgreSQL's XA driver refuses the transaction of whoever gets it next.
   */
  @ParameterizedTest
  @CsvSource({"none", "commit"})
  @Order(Integer.MAX_VALUE)
  void aCallWhoseTransactionCannotBeCommittedIsAFailure(String around) {
    WORKOS.down(true);
    assertThat(call(around + "/dangling")).isEqualTo(200);
    assertThat(database().query("SELECT count(*) FROM auditlogged_entry")).containsExactly("1");

    WORKOS.down(false);
    assertThat(ends()).containsExactly("own.dangling failure");
    assertThat(rows()).isZero();
  }

  private int call(String path, String... headers) {
    return client.call("POST", "own/" + path + "?id=" + id, "", headers).statusCode();
  }

  private int rows() {
    return database().query("SELECT id FROM thing WHERE id LIKE '" + id + "%'").size();
  }

  /** The actions and outcomes of all events of the test. */
  private List<String> ends() {
    return client.events().stream()
        .map(sent -> sent.getJsonObject("event"))
        .map(event -> event.getString("action") + " " + outcome(event))
        .toList();
  }

  private static String outcome(JsonObject event) {
    return event.getJsonObject("metadata").getString("outcome");
  }

  @Test
  void theCommandLineSeesItsTables() {
    var seen = CommandLine.run("status", "--jdbc-url", database().url());
    assertThat(seen.text()).contains("captured  ", "parked                  0");
    assertThat(seen.code()).isZero();
  }
}
