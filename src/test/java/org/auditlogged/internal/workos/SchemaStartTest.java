// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.auditlogged.internal.AuditConfig.Schema;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.delivery.Backoff;
import org.auditlogged.internal.schema.ActionSchema;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.JsonType;
import org.auditlogged.internal.schema.KnownSchema;
import org.auditlogged.internal.schema.LockFile;
import org.auditlogged.internal.schema.Pins;
import org.auditlogged.internal.schema.SchemaStore;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;
import org.auditlogged.workos.AuditLogsException.KeyRefused;
import org.auditlogged.workos.AuditLogsException.Said;
import org.auditlogged.workos.AuditLogsException.Unavailable;
import org.auditlogged.workos.AuditLogsException.Unprocessable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchemaStartTest {
  private final MutableClock clock = new MutableClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final CapturedLog log = new CapturedLog();
  private final List<String> followed = new ArrayList<>();
  private final Pins pins = new Pins(catalogue(), LockFile.EMPTY);
  private final Store workOs = new Store();

  /** What WorkOS has, and what it answers instead, once each. */
  private static final class Store implements SchemaStore {
    final Map<String, List<KnownSchema>> versions = new TreeMap<>();
    final Queue<RuntimeException> instead = new ArrayDeque<>();
    Runnable onCreate = () -> {};

    @Override
    public Stream<Named> actions() {
      if (!instead.isEmpty()) {
        throw instead.poll();
      }
      return versions.entrySet().stream()
          .map(each -> new Named(each.getKey(), each.getValue().get(0)));
    }

    @Override
    public List<KnownSchema> versions(String action) {
      return versions.getOrDefault(action, List.of());
    }

    @Override
    public KnownSchema create(ActionSchema schema) {
      onCreate.run();
      var known = new KnownSchema(versions(schema.action()).size() + 1, schema.document());
      var all = new ArrayList<>(List.of(known));
      all.addAll(versions(schema.action()));
      versions.put(schema.action(), all);
      return known;
    }
  }

  private static Catalogue catalogue() {
    var declarations = new ArrayList<Declaration>();
    for (var action : List.of("report.generated", "secret.read")) {
      var none = new TreeMap<String, JsonType>();
      var schema = new ActionSchema(action, new TreeMap<>(Map.of("thing", none)), none, none);
      declarations.add(
          new Declaration(Declaration.By.CALL, "com.acme.X", "com.acme.X.y()", schema));
    }
    return Catalogue.of(declarations, Set.of());
  }

  private SchemaStart unit(Schema mode) {
    return new SchemaStart(
        mode,
        workOs,
        pins,
        new SchemaStart.Then(
            () -> followed.add("deliver"), action -> followed.add("created " + action)),
        new SchemaStart.Outside(
            clock,
            time -> {
              pauses.add(time);
              clock.advance(time);
            },
            new Random(1),
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 1),
            new Log(log, clock)));
  }

  private void runs(Schema mode) {
    var unit = unit(mode);
    unit.start();
    await()
        .until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(SchemaStartTest::isIt));
  }

  private static boolean isIt(Thread thread) {
    return thread.getName().equals("auditlogged-schemas");
  }

  private static RuntimeException outage() {
    return new Unavailable("WorkOS: no answer in time", Said.NOTHING);
  }

  @Test
  void registersWhatIsMissingThenDelivers() {
    runs(Schema.REGISTER);
    assertThat(followed)
        .containsExactlyInAnyOrder("created report.generated", "created secret.read", "deliver")
        .endsWith("deliver");
    assertThat(pins.lock().version("secret.read")).isEqualTo(1);
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "INFO AUDIT-017 schema of report.generated: version 1 created",
            "INFO AUDIT-017 schema of secret.read: version 1 created");
  }

  @Test
  void whatIsThereIsLearnedAndLeftAlone() {
    catalogue().schemas().values().forEach(workOs::create);
    workOs.create(catalogue().schemas().get("secret.read"));
    runs(Schema.REGISTER);
    assertThat(followed).containsExactly("deliver");
    assertThat(pins.lock().version("secret.read")).isEqualTo(2);
    assertThat(pins.lock().version("report.generated")).isEqualTo(1);
    assertThat(log.lines()).noneMatch(line -> !line.startsWith("DEBUG"));
    assertThat(pauses).isEmpty();
  }

  @Test
  void checkTellsEachDifferenceAndCreatesNothing() {
    runs(Schema.CHECK);
    assertThat(followed).containsExactly("deliver");
    assertThat(workOs.versions).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "WARNING AUDIT-016 schema of report.generated: WorkOS has no schema of it; WorkOS may refuse its"
                + " events. Register it: auditlogged.schema=register, or the tool's \"schemas register\"",
            "WARNING AUDIT-016 schema of secret.read: WorkOS has no schema of it; WorkOS may refuse its"
                + " events. Register it: auditlogged.schema=register, or the tool's \"schemas register\"");
  }

  @Test
  void triesAgainUntilWorkOsAnswers() {
    workOs.instead.add(outage());
    workOs.instead.add(outage());
    runs(Schema.REGISTER);
    assertThat(pauses).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(followed).hasSize(3).endsWith("deliver");
    assertThat(log.lines())
        .contains(
            "WARNING AUDIT-013 schemas cannot be registered now: WorkOS: no answer in time; events are"
                + " kept, next try in 1.0 s");
  }

  @Test
  void deliveryDoesNotWaitForLongerThanAMinute() {
    for (int i = 0; i < 8; i++) {
      workOs.instead.add(outage());
    }
    var began = clock.instant();
    workOs.onCreate = () -> followed.add("create after " + followed.size());
    runs(Schema.REGISTER);
    assertThat(followed.get(0)).isEqualTo("deliver");
    assertThat(followed).containsOnlyOnce("deliver");
    // 1 + 2 + 4 + 8 + 16 + 29, then the rest of those 32 seconds
    assertThat(pauses.subList(0, 7))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 29L, 3L);
    assertThat(Duration.between(began, clock.instant())).isGreaterThan(SchemaStart.LONGEST);
  }

  @Test
  void refusedKeyDoesNotKeepDeliveryFromTellingIt() {
    workOs.instead.add(new KeyRefused("401", new Said(401, null, null, List.of())));
    runs(Schema.REGISTER);
    assertThat(followed).hasSize(3).startsWith("deliver");
    assertThat(pins.lock().version("secret.read")).isEqualTo(1);
  }

  @Test
  void whatWorkOsDoesNotTakeIsToldAndNotTriedAgain() {
    workOs.onCreate =
        () -> {
          throw new Unprocessable("422 no", new Said(422, null, null, List.of()));
        };
    runs(Schema.REGISTER);
    assertThat(followed).containsExactly("deliver");
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "ERROR AUDIT-019 WorkOS does not take the schema of secret.read: 422 no; it refuses the events"
                + " of that action",
            "ERROR AUDIT-019 WorkOS does not take the schema of report.generated: 422 no; it refuses the"
                + " events of that action");
  }

  @Test
  void whatSomebodyElseCreatedMeanwhileCountsAsCreated() {
    workOs.onCreate =
        () -> {
          workOs.onCreate = () -> {};
          catalogue().schemas().values().forEach(workOs::create);
          throw outage();
        };
    runs(Schema.REGISTER);
    assertThat(followed)
        .containsExactlyInAnyOrder("created report.generated", "created secret.read", "deliver");
    assertThat(workOs.versions.values()).allMatch(all -> all.size() == 1);
  }

  @Test
  void failureInsideNamesItsClassOnly() {
    workOs.instead.add(new IllegalStateException("sk_secret"));
    runs(Schema.REGISTER);
    assertThat(log.lines())
        .anyMatch(line -> line.contains("java.lang.IllegalStateException; events are kept"))
        .noneMatch(line -> line.contains("sk_secret"));
    assertThat(followed).startsWith("deliver");
  }

  @Test
  void stopEndsItWhereverItIs() throws Exception {
    var asked = new CountDownLatch(1);
    var unit =
        new SchemaStart(
            Schema.REGISTER,
            workOs,
            pins,
            new SchemaStart.Then(() -> followed.add("deliver"), followed::add),
            new SchemaStart.Outside(
                clock,
                time -> {
                  asked.countDown();
                  new CountDownLatch(1).await();
                },
                new Random(1),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 1),
                new Log(log, clock)));
    unit.start();
    asked.await();
    unit.close();
    unit.close();
    await()
        .until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(SchemaStartTest::isIt));
    assertThat(followed).isEmpty();
    assertThat(workOs.versions).isEmpty();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void whatWasNotStartedEnds() {
    unit(Schema.REGISTER).close();
    assertThat(followed).isEmpty();
  }
}
