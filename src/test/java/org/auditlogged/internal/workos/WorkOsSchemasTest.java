// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.auditlogged.internal.schema.ActionSchema;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.JsonType;
import org.auditlogged.internal.schema.LockFile;
import org.auditlogged.internal.schema.Registered;
import org.auditlogged.internal.schema.Registrar;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.workos.AuditLogsException.KeyRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The registrar, the client and a receiver as strict as WorkOS's document, together. */
@Timeout(60)
class WorkOsSchemasTest {
  private final FakeWorkOs workOs = FakeWorkOs.start();
  private String key = "sk_good";
  private final WorkOsSchemas unit =
      new WorkOsSchemas(
          new WorkOsClient(
              new JdkWire(workOs.uri(), "orders", Duration.ofSeconds(20)),
              new ApiKey(() -> Optional.of(key)),
              Clock.systemUTC(),
              time -> {},
              () -> new CsvDownload(Duration.ofSeconds(5))));
  private final Registrar registrar = new Registrar(unit, time -> {}, null);
  private final Catalogue code = catalogue();

  private static Catalogue catalogue() {
    var declarations = new ArrayList<Declaration>();
    for (int i = 10; i < 30; i++) {
      var schema =
          new ActionSchema(
              "thing.done_" + i,
              new TreeMap<>(Map.of("thing", new TreeMap<>(Map.of("size", JsonType.NUMBER)))),
              new TreeMap<>(),
              new TreeMap<>(Map.of("ok", JsonType.BOOLEAN)));
      declarations.add(new Declaration(Declaration.By.CALL, "X", "X.y()", schema));
    }
    return Catalogue.of(declarations, Set.of("event_id", "http_status"));
  }

  @AfterEach
  void stop() {
    workOs.close();
  }

  private List<Registered> register() {
    var told = new ArrayList<Registered>();
    assertThat(
            registrar.register(
                code, LockFile.EMPTY, registrar.compare(code, LockFile.EMPTY), told::add))
        .isEmpty();
    return told;
  }

  @Test
  void everySchemaOfTheCatalogueIsOneThatWorkOsTakes() {
    assertThat(register()).hasSize(20).allMatch(it -> it.how() == Registered.How.CREATED);
    assertThat(workOs.administration().schemas("thing.done_10").get(0).getJsonArray("targets"))
        .hasToString(
            "[{\"type\":\"thing\",\"metadata\":{\"properties\":{\"size\":{\"type\":\"number\"}},"
                + "\"type\":\"object\"}}]");
  }

  @Test
  void whatIsThereIsFoundPageByPageAndPostedNeverAgain() {
    register();
    workOs.administration().largestPage(7);
    int before = workOs.requests().size();
    assertThat(registrar.compare(code, LockFile.EMPTY)).allMatch(it -> it.isSame());
    assertThat(workOs.requests().subList(before, workOs.requests().size()))
        .hasSize(3)
        .allMatch(request -> request.path().equals("/audit_logs/actions"));
    assertThat(register()).isEmpty();
  }

  @Test
  void lostAnswersMakeNoSecondVersion() {
    workOs.loseAnswers(5);
    assertThat(register()).hasSize(20);
    assertThat(code.schemas().keySet())
        .allMatch(action -> workOs.administration().schemas(action).size() == 1);
  }

  @Test
  void olderVersionsOnLaterPagesAreFound() {
    register();
    var other = "thing.done_10";
    for (int i = 0; i < 5; i++) {
      unit.create(code.schemas().get(other));
    }
    // what lies over it says something else
    var otherwise = code.schemas().get("thing.done_11");
    for (int i = 0; i < 5; i++) {
      unit.create(new ActionSchema(other, otherwise.targets(), otherwise.actor(), new TreeMap<>()));
    }
    workOs.administration().largestPage(2);
    assertThat(registrar.compare(code, LockFile.EMPTY).get(0).text())
        .isEqualTo("thing.done_10: version 6, as in the code");
  }

  @Test
  void wrongKeyIsToldAndNothingIsDone() {
    workOs.key("sk_other");
    assertThatThrownBy(this::register)
        .isInstanceOf(KeyRefused.class)
        .hasMessageNotContaining("sk_good");
    assertThat(workOs.requests()).hasSize(1);
  }

  @Test
  void actionThatIsNotThereHasNoVersions() {
    assertThat(unit.versions("no.such")).isEmpty();
  }
}
