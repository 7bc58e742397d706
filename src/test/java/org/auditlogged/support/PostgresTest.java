// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTest {
  private final Postgres database = Postgres.database();

  @Test
  void everyDatabaseIsEmptyAndOfItsOwn() {
    database.execute("CREATE TABLE thing (id int)");

    assertThat(database.query("SELECT count(*) FROM thing")).containsExactly("0");
    assertThat(Postgres.database().query("SELECT tablename FROM pg_tables WHERE tablename='thing'"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasCommittedIsThereAfterARestartAndOpenConnectionsAreNot(boolean inOrder)
      throws SQLException {
    int port = Postgres.port();
    database.execute("CREATE TABLE thing (id int); INSERT INTO thing VALUES (7)");
    try (var open = database.connect()) {
      if (inOrder) {
        Postgres.restartInOrder();
      } else {
        Postgres.restart();
      }

      assertThat(open.isValid(1)).isFalse();
    }
    assertThat(Postgres.port()).isEqualTo(port);
    assertThat(database.query("SELECT id FROM thing")).containsExactly("7");
  }

  @Test
  void stoppedItRefusesConnectionsUntilItIsStarted() {
    Postgres.stop();
    try {
      assertThatThrownBy(database::connect)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    } finally {
      Postgres.start();
    }
    assertThat(database.query("SELECT 1")).containsExactly("1");
  }

  @Test
  void pausedItAnswersWhenItIsResumed() {
    Postgres.pause();
    CompletableFuture<?> answer;
    try {
      answer = CompletableFuture.supplyAsync(() -> database.query("SELECT 1"));
      assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    } finally {
      Postgres.resume();
    }
    assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(java.util.List.of("1"));
  }
}
