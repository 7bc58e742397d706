// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditlogged.internal.schema.JsonType.STRING;
import static org.auditlogged.internal.schema.Schemas.fields;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.auditlogged.internal.schema.Comparison.Changed;
import org.auditlogged.internal.schema.Comparison.Missing;
import org.auditlogged.internal.schema.Comparison.Same;
import org.auditlogged.internal.schema.Comparison.Unknown;
import org.auditlogged.internal.schema.Registered.How;
import org.auditlogged.workos.AuditLogsException.KeyRefused;
import org.auditlogged.workos.AuditLogsException.Said;
import org.auditlogged.workos.AuditLogsException.Unavailable;
import org.auditlogged.workos.AuditLogsException.Unprocessable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrarTest {
  private final MemoryStore workOs = new MemoryStore();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Registered> told = new ArrayList<>();
  private final Registrar unit = new Registrar(workOs, pauses::add, null);
  private final Catalogue code = catalogue("report.generated", "secret.read", "user.signed_in");

  private static Catalogue catalogue(String... actions) {
    var declarations = new ArrayList<Declaration>();
    for (var action : actions) {
      declarations.add(declaration(action, "reason"));
    }
    return Catalogue.of(declarations, Set.of("event_id"));
  }

  private static Declaration declaration(String action, String metadata) {
    var schema =
        new ActionSchema(
            action, new TreeMap<>(Map.of("thing", fields())), fields(), fields(metadata, STRING));
    return new Declaration(Declaration.By.CALL, "com.acme.Things", "com.acme.Things.x()", schema);
  }

  private ActionSchema schema(String action) {
    return code.schemas().get(action);
  }

  private ActionSchema other(String action) {
    return Catalogue.of(List.of(declaration(action, "other")), Set.of()).schemas().get(action);
  }

  private List<String> register() {
    return unit.register(code, LockFile.EMPTY, unit.compare(code, LockFile.EMPTY), told::add);
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void comparesAllByTheListOfActionsAndTheRestByTheirVersions() {
    workOs.add(schema("secret.read"));
    workOs.add(schema("user.signed_in"));
    workOs.add(other("user.signed_in"));
    workOs.add(other("foreign.action"));

    assertThat(unit.compare(code, LockFile.EMPTY))
        .containsExactly(
            new Missing("report.generated"),
            new Same("secret.read", 1),
            // an older version says what the code says: somebody went back
            new Same("user.signed_in", 1));
    assertThat(workOs.asked)
        .containsExactly(
            "action secret.read",
            "action user.signed_in",
            "action foreign.action",
            "versions user.signed_in");
    assertThat(unit.compareAll(code, LockFile.EMPTY)).endsWith(new Unknown("foreign.action"));
  }

  @Test
  void noMoreOfTheListIsReadThanNeeded() {
    workOs.add(schema("report.generated"));
    workOs.add(schema("secret.read"));
    workOs.add(schema("user.signed_in"));
    workOs.add(other("foreign.action"));
    assertThat(unit.compare(code, LockFile.EMPTY)).allMatch(Comparison::isSame);
    assertThat(workOs.asked).hasSize(3);
  }

  @Test
  void createsWhatIsMissingOrChangedAndNothingElse() {
    workOs.add(schema("secret.read"));
    workOs.add(other("user.signed_in"));
    workOs.add(other("foreign.action"));

    assertThat(register()).isEmpty();
    assertThat(told)
        .containsExactly(
            new Registered(schema("report.generated"), 1, How.CREATED, List.of()),
            new Registered(schema("user.signed_in"), 2, How.CREATED, List.of()));
    assertThat(workOs.count("secret.read")).isEqualTo(1);
    assertThat(workOs.count("foreign.action")).isEqualTo(1);

    told.clear();
    assertThat(register()).isEmpty();
    assertThat(told).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void looksAgainRightBeforePosting() {
    var comparisons = unit.compare(code, LockFile.EMPTY);
    workOs.add(schema("secret.read"));
    unit.register(code, LockFile.EMPTY, comparisons, told::add);
    assertThat(told).contains(new Registered(schema("secret.read"), 1, How.FOUND, List.of()));
    assertThat(workOs.count("secret.read")).isEqualTo(1);
  }

  @Test
  void lostAnswerLeadsToALookAndNotToASecondVersion() {
    workOs.after("create secret.read", RegistrarTest::noAnswer);
    assertThat(register()).isEmpty();
    assertThat(told)
        .contains(new Registered(schema("secret.read"), 1, How.CREATED_UNANSWERED, List.of()));
    assertThat(workOs.count("secret.read")).isEqualTo(1);
    assertThat(pauses).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void requestThatGotLostIsNotRepeatedByItself() {
    workOs.before("create secret.read", RegistrarTest::noAnswer);
    assertThatThrownBy(this::register)
        .isInstanceOf(Unavailable.class)
        .hasMessage(
            "secret.read: WorkOS was asked to create it and did not answer, and it is not there: gone");
    assertThat(workOs.count("secret.read")).isZero();
    assertThat(told)
        .extracting(Registered::text)
        .containsExactly("report.generated: version 1 created");
    // the next time
    assertThat(register()).isEmpty();
    assertThat(workOs.count("report.generated")).isEqualTo(1);
    assertThat(workOs.count("secret.read")).isEqualTo(1);
  }

  private static void noAnswer() {
    throw new Unavailable("gone", Said.NOTHING);
  }

  @Test
  void identicalVersionOfTheSameMomentIsNoticedAndTheOlderIsUsed() {
    workOs.before("create secret.read", () -> workOs.add(schema("secret.read")));
    register();
    assertThat(told)
        .contains(new Registered(schema("secret.read"), 1, How.CREATED_TWICE, List.of("2")));
    assertThat(told.get(1).text())
        .isEqualTo(
            "secret.read: version 1 is used; version 2 says the same, because somebody else registered"
                + " in the same moment");
    assertThat(told.get(1).isPlain()).isFalse();
  }

  @Test
  void whatWorkOsWordsOtherwiseIsToldAndPinnedItIsNotCreatedAgain() {
    workOs.wording(document -> Map.of("targets", List.of(Map.of("type", "else"))));
    register();
    assertThat(told).hasSize(3).allMatch(it -> it.how() == How.CREATED_OTHERWISE);
    assertThat(told.get(1).text())
        .startsWith(
            "secret.read: version 1 created, but WorkOS says it differently: target else is in WorkOS only")
        .endsWith("Pin it in auditlogged.lock, else it is created again");

    var lock = LockFile.EMPTY;
    for (var each : told) {
      lock = lock.with(each.schema(), each.version());
    }
    assertThat(unit.compare(code, lock)).allMatch(Comparison::isSame);
    unit.register(code, lock, List.of(new Missing("secret.read")), told::add);
    assertThat(workOs.count("secret.read")).isEqualTo(1);
  }

  @Test
  void pinIsBelievedOnlyForWhatTheCodeSaysAndWorkOsHas() {
    workOs.add(other("secret.read"));
    assertThat(unit.compare(code, LockFile.EMPTY.with(schema("secret.read"), 7)))
        .element(1)
        .isInstanceOf(Changed.class);
    assertThat(unit.compare(code, LockFile.EMPTY.with(other("secret.read"), 1)))
        .element(1)
        .isInstanceOf(Changed.class);
  }

  @Test
  void whatWorkOsDoesNotTakeDoesNotKeepTheOthers() {
    workOs.before(
        "create secret.read",
        () -> {
          throw new Unprocessable("422 no", new Said(422, null, null, List.of()));
        });
    assertThat(register()).containsExactly("secret.read: 422 no");
    assertThat(told).hasSize(2);
  }

  @Test
  void refusedKeyEndsItAtOnce() {
    workOs.before(
        "create report.generated",
        () -> {
          throw new KeyRefused("401", new Said(401, null, null, List.of()));
        });
    assertThatThrownBy(this::register).isInstanceOf(KeyRefused.class);
    assertThat(told).isEmpty();
    assertThat(workOs.count("secret.read")).isZero();
  }

  @Test
  void interruptEndsIt() {
    Registrar interrupted =
        new Registrar(
            workOs,
            time -> {
              throw new InterruptedException();
            },
            new Random(1));
    assertThatThrownBy(
            () ->
                interrupted.register(
                    code, LockFile.EMPTY, List.of(new Missing("secret.read")), told::add))
        .isInstanceOf(Unavailable.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(workOs.asked).isEmpty();
  }

  @Test
  void nodesComeToEachActionAtOtherTimesAndInAnotherOrder() {
    var orders = new HashMap<List<String>, List<Duration>>();
    for (int seed = 0; seed < 20; seed++) {
      var store = new MemoryStore();
      var waits = new ArrayList<Duration>();
      var node = new Registrar(store, waits::add, new Random(seed));
      var order = new ArrayList<String>();
      node.register(
          code,
          LockFile.EMPTY,
          node.compare(code, LockFile.EMPTY),
          it -> order.add(it.schema().action()));
      orders.put(order, waits);
      assertThat(waits).hasSize(3);
      assertThat(waits.get(0)).isLessThan(Duration.ofSeconds(3));
      assertThat(waits.subList(1, 3)).allMatch(it -> it.toMillis() < 200);
    }
    assertThat(orders).hasSizeGreaterThan(3);
    assertThat(orders.values().stream().map(it -> it.get(0)).distinct()).hasSizeGreaterThan(3);
  }

  @Test
  void whateverNodesInTheSameMomentChooseSaysWhatTheCodeSays() throws Exception {
    int nodes = 8;
    var start = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(nodes);
    try {
      var all = new ArrayList<Callable<Map<String, Integer>>>();
      for (int node = 0; node < nodes; node++) {
        all.add(
            () -> {
              start.await();
              var versions = new HashMap<String, Integer>();
              var registrar = new Registrar(workOs, time -> {}, null);
              var comparisons = registrar.compare(code, LockFile.EMPTY);
              for (var each : comparisons) {
                if (each instanceof Same same) {
                  versions.put(same.action(), same.version());
                }
              }
              registrar.register(
                  code,
                  LockFile.EMPTY,
                  comparisons,
                  it -> versions.put(it.schema().action(), it.version()));
              return versions;
            });
      }
      var futures = all.stream().map(threads::submit).toList();
      start.countDown();
      for (var each : futures) {
        // every version that anybody chose says what the code says
        each.get()
            .forEach(
                (action, version) ->
                    assertThat(workOs.versions(action))
                        .filteredOn(known -> known.version() == version)
                        .allMatch(known -> Comparison.of(schema(action), List.of(known)).isSame())
                        .hasSize(1));
      }
    } finally {
      threads.shutdownNow();
    }
    // and whoever starts later has nothing to do
    assertThat(unit.compare(code, LockFile.EMPTY)).allMatch(Comparison::isSame);
  }
}
