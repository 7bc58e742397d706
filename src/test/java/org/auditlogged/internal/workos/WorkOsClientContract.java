// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditlogged.support.EmptyConfig;
import org.auditlogged.support.FakeAdministration;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.MutableClock;
import org.auditlogged.workos.AuditLogAction;
import org.auditlogged.workos.AuditLogExport.State;
import org.auditlogged.workos.AuditLogExportRequest;
import org.auditlogged.workos.AuditLogSchema;
import org.auditlogged.workos.AuditLogSchema.Target;
import org.auditlogged.workos.AuditLogSchemaVersion;
import org.auditlogged.workos.AuditLogsException;
import org.auditlogged.workos.AuditLogsException.BadRequest;
import org.auditlogged.workos.AuditLogsException.ExportFailed;
import org.auditlogged.workos.AuditLogsException.KeyRefused;
import org.auditlogged.workos.AuditLogsException.NotFound;
import org.auditlogged.workos.AuditLogsException.RateLimited;
import org.auditlogged.workos.AuditLogsException.Unavailable;
import org.auditlogged.workos.AuditLogsException.Unprocessable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does over every {@link Wire}, against a receiver as strict as the document. */
@Timeout(60)
abstract class WorkOsClientContract {
  static final String KEY = "sk_test_c2VjcmV0";

  static FakeWorkOs workOs;

  final MutableClock clock = new MutableClock(Instant.parse("2026-01-15T12:00:00Z"));
  final List<Duration> pauses = new ArrayList<>();
  String key = KEY;
  WorkOsClient unit;

  abstract Wire wire(URI base, Duration patience);

  private Wire wire(URI base) {
    return wire(base, Duration.ofSeconds(20));
  }

  @BeforeAll
  static void start() {
    EmptyConfig.install();
    workOs = FakeWorkOs.start();
  }

  @AfterAll
  static void stop() {
    workOs.close();
  }

  @BeforeEach
  void reset() {
    workOs.reset();
    workOs.key(KEY);
    unit = client(wire(workOs.uri()));
  }

  WorkOsClient client(Wire wire) {
    return new WorkOsClient(
        wire,
        new ApiKey(() -> Optional.ofNullable(key)),
        clock,
        time -> {
          pauses.add(time);
          clock.advance(time);
        },
        () -> new CsvDownload(Duration.ofSeconds(5)));
  }

  static JsonObject text(String name) {
    return Json.createObjectBuilder()
        .add("type", "object")
        .add(
            "properties",
            Json.createObjectBuilder().add(name, Json.createObjectBuilder().add("type", "string")))
        .build();
  }

  static AuditLogSchema schema(String... targets) {
    return new AuditLogSchema(
        List.of(targets).stream().map(type -> new Target(type, null)).toList(), null, null);
  }

  // schemas and actions

  @Test
  void createdSchemaComesBackWithItsVersion() {
    var schema =
        new AuditLogSchema(
            List.of(new Target("secret", text("team")), new Target("user", null)),
            text("role"),
            text("reason"));
    var created = unit.createSchema("secret.read", schema);

    assertThat(created)
        .isEqualTo(new AuditLogSchemaVersion(1, schema, Instant.parse("2026-01-15T12:00:00Z")));
    assertThat(unit.createSchema("secret.read", schema("secret")).version()).isEqualTo(2);
    assertThat(unit.schemas("secret.read"))
        .extracting(AuditLogSchemaVersion::schema)
        .containsExactly(schema("secret"), schema);
    var sent = workOs.requests().get(0);
    assertThat(sent.headers())
        .containsEntry("authorization", "Bearer " + KEY)
        .containsEntry("user-agent", "auditlogged/dev (orders)");
    assertThat(sent.headers().get("content-type")).startsWith("application/json");
    assertThat(sent.json()).isEqualTo(schema.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a/b", "ä b", "a?b=c#d", "%2e%2E"})
  void actionsOfEveryNameStayInTheirPlace(String action) {
    unit.createSchema(action, schema("secret"));
    assertThat(workOs.requests().get(0).path())
        .isEqualTo("/audit_logs/actions/" + action + "/schemas");
  }

  @Test
  void schemaWithoutTargetIsNotSent() {
    assertThatThrownBy(() -> unit.createSchema("a.b", schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the schema of a.b has no target; WorkOS takes one with one or more");
    assertThat(workOs.requests()).isEmpty();
  }

  @Test
  void refusedSchemaNamesWhatIsWrong() {
    var thrown =
        catchThrowableOfType(
            Unprocessable.class, () -> unit.createSchema("a.b", schema("secret", "")));
    assertThat(thrown.status()).isEqualTo(422);
    assertThat(thrown.problems()).containsExactly("targets.1.type minLength");
    assertThat(thrown.requestId()).contains("req_1");
    assertThat(thrown)
        .hasMessage(
            "WorkOS answered 422 Validation failed. at targets.1.type minLength, X-Request-ID req_1");
  }

  @Test
  void pagesAreAskedForWhenTheyAreWanted() {
    for (int i = 0; i < 7; i++) {
      workOs.administration().add("action." + i, schema("secret").json());
    }
    workOs.administration().largestPage(3);
    var actions = unit.actions();
    assertThat(workOs.requests()).isEmpty();

    assertThat(actions.map(AuditLogAction::name).limit(3))
        .containsExactly("action.6", "action.5", "action.4");
    assertThat(workOs.requests()).hasSize(1);
    assertThat(workOs.requests().get(0).query().split("&"))
        .containsExactlyInAnyOrder("limit=100", "order=desc");

    assertThat(unit.actions()).hasSize(7);
    assertThat(workOs.requests()).hasSize(4);
    assertThat(workOs.requests().get(3).query().split("&"))
        .containsExactlyInAnyOrder("limit=100", "order=desc", "after=at_6");
  }

  @Test
  void versionsComePageByPage() {
    for (int i = 0; i < 5; i++) {
      workOs.administration().add("a.b", schema("type" + i).json());
    }
    workOs.administration().largestPage(2);
    assertThat(unit.schemas("a.b").map(AuditLogSchemaVersion::version))
        .containsExactly(5, 4, 3, 2, 1);
    assertThat(workOs.requests()).hasSize(3);
  }

  @Test
  void listThatLeadsBackEnds() {
    var page =
        "{\"object\":\"list\",\"data\":[%s],\"list_metadata\":{\"before\":null,\"after\":\"x\"}}"
            .formatted(workOs.administration().add("a.b", schema("secret").json()));
    workOs.answer(200, page).answer(200, page).answer(500, "");
    assertThat(unit.schemas("a.b")).hasSize(2);
  }

  @Test
  void anUnknownActionIsNotFoundWhenTheStreamIsRead() {
    var schemas = unit.schemas("no.such");
    assertThatThrownBy(schemas::toList)
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("404 Audit Log Action not found: 'no.such'.");
  }

  // answers that are none

  @ParameterizedTest
  @CsvSource({
    "400, BadRequest",
    "409, BadRequest",
    "401, KeyRefused",
    "403, KeyRefused",
    "404, NotFound",
    "408, Unavailable",
    "422, Unprocessable",
    "500, Unavailable",
    "503, Unavailable",
    "302, Unavailable"
  })
  void everyStatusHasItsException(int status, String expected) {
    workOs.answer(status, "{\"message\":\"No.\",\"code\":\"why\"}");
    var thrown = catchThrowableOfType(AuditLogsException.class, () -> unit.export("x"));
    assertThat(thrown.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(thrown.status()).isEqualTo(status);
    assertThat(thrown.code()).contains("why");
    assertThat(thrown.requestId()).contains("req_1");
    assertThat(thrown).hasMessageContaining(status + " No. (why)").hasMessageContaining("req_1");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 409, 422})
  void pageOfSomebodyElseIsNotWorkOss(int status) {
    workOs.answer(status, "<html>portal</html>", "Content-Type", "text/html");
    assertThatThrownBy(() -> unit.export("x"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("with a body that is not WorkOS's");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"version\":\"1\"}",
        "{\"version\":1.5,\"targets\":[],\"created_at\":\"2026-01-15T12:00:00Z\"}",
        "{\"version\":1,\"targets\":[7],\"created_at\":\"2026-01-15T12:00:00Z\"}",
        "{\"version\":1,\"targets\":[],\"created_at\":\"today\"}",
        "{\"version\":1,\"created_at\":\"2026-01-15T12:00:00Z\"}"
      })
  void successThatHoldsNothingIsUnavailable(String body) {
    workOs.answer(201, body);
    assertThatThrownBy(() -> unit.createSchema("a.b", schema("secret")))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("WorkOS's answer cannot be read: 201");
  }

  @Test
  void whatWasPostedIsNeverPostedAgainWhenTheAnswerGetsLost() {
    // on a fresh connection and on one that is kept
    unit.retention("org_1");
    workOs.loseAnswers(1);
    assertThatThrownBy(() -> unit.createSchema("a.b", schema("secret")))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("WorkOS: ");
    assertThat(workOs.administration().schemas("a.b")).hasSize(1);
    assertThat(pauses).isEmpty();

    workOs.loseAnswers(1);
    var fresh = client(wire(workOs.uri()));
    assertThatThrownBy(() -> fresh.createSchema("c.d", schema("secret")))
        .isInstanceOf(Unavailable.class);
    assertThat(workOs.administration().schemas("c.d")).hasSize(1);
  }

  @Test
  void nobodyThereIsUnavailable() {
    var nowhere = client(wire(URI.create("http://127.0.0.1:1")));
    assertThatThrownBy(() -> nowhere.retention("org_1"))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("WorkOS: no connection");
  }

  @Test
  void unknownHostIsUnavailable() {
    var nowhere = client(wire(URI.create("http://workos.invalid")));
    assertThatThrownBy(() -> nowhere.retention("org_1"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("unknown host");
  }

  @Test
  void noAnswerInTimeIsUnavailable() {
    var impatient = client(wire(workOs.uri(), Duration.ofMillis(200)));
    var hold = workOs.hold();
    assertThatThrownBy(() -> impatient.retention("org_1"))
        .isInstanceOf(Unavailable.class)
        .hasMessage("WorkOS: no answer in time");
    hold.countDown();
  }

  @Test
  void addressMayHaveAPathOfItsOwn() {
    var below = client(wire(URI.create(workOs.uri() + "/stand-in/")));
    assertThatThrownBy(() -> below.retention("org_1")).isInstanceOf(NotFound.class);
    assertThat(workOs.requests().get(0).path())
        .isEqualTo("/stand-in/organizations/org_1/audit_logs_retention");
  }

  // the rate

  @Test
  void askedToSlowDownItWaitsAsToldAndAsksAgain() {
    workOs.answer(
        429, "{\"message\":\"Too many\",\"code\":\"rate_limit_exceeded\"}", "Retry-After", "7");
    workOs.answer(429, "{}");
    assertThat(unit.createSchema("a.b", schema("secret")).version()).isEqualTo(1);
    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1));
  }

  @Test
  void itDoesNotWaitForMoreThanAMinute() {
    for (int i = 0; i < 5; i++) {
      workOs.answer(
          429, "{\"message\":\"Too many\",\"code\":\"rate_limit_exceeded\"}", "Retry-After", "25");
    }
    var thrown = catchThrowableOfType(RateLimited.class, () -> unit.retention("org_1"));
    assertThat(pauses).containsExactly(Duration.ofSeconds(25), Duration.ofSeconds(25));
    assertThat(thrown.retryAfter()).isEqualTo(Duration.ofSeconds(25));
    assertThat(thrown.code()).contains("rate_limit_exceeded");
  }

  @Test
  void zeroSecondsAreNotForEver() {
    for (int i = 0; i < 100; i++) {
      workOs.answer(429, "{}", "Retry-After", "0");
    }
    assertThatThrownBy(() -> unit.retention("org_1")).isInstanceOf(RateLimited.class);
    assertThat(workOs.requests()).hasSizeLessThan(70);
  }

  // the key

  @Test
  void keyIsReadOnEachUse() {
    key = null;
    assertThatThrownBy(() -> unit.retention("org_1"))
        .isInstanceOf(KeyRefused.class)
        .hasMessage("workos.api-key is not set (environment: WORKOS_API_KEY)");
    key = "sk_ü";
    assertThatThrownBy(() -> unit.retention("org_1"))
        .isInstanceOf(KeyRefused.class)
        .hasMessageContaining("holds characters that a header cannot carry")
        .hasMessageNotContaining("sk_");
    assertThat(workOs.requests()).isEmpty();
    key = KEY + "\n";
    assertThat(unit.retention("org_1")).isEmpty();
    key = "sk_wrong";
    assertThatThrownBy(() -> unit.retention("org_1"))
        .isInstanceOf(KeyRefused.class)
        .hasMessageContaining("look at workos.api-key");
    var thrown =
        catchThrowableOfType(KeyRefused.class, () -> unit.createSchema("a.b", schema("secret")));
    assertThat(thrown.status()).isEqualTo(401);
  }

  @Test
  void keyIsInNoText() {
    var echo =
        "{\"message\":\"bad %1$s\",\"code\":\"%1$s\",\"errors\":[{\"field\":\"%1$s\",\"code\":\"x\"}]}"
            .formatted(KEY);
    for (int status : new int[] {200, 400, 401, 404, 422, 500}) {
      workOs.answer(status, echo, "X-Echo", KEY);
      var thrown = catchThrowableOfType(AuditLogsException.class, () -> unit.export("x"));
      assertThat(thrown + " " + thrown.code() + thrown.problems())
          .contains("sk_…")
          .doesNotContain(KEY);
      assertThat(thrown.getCause()).isNull();
    }
  }

  // retention and the portal

  @Test
  void retentionIsReadAndSet() {
    assertThat(unit.retention("org_1")).isEmpty();
    assertThat(unit.retain("org_1", Period.ofDays(365))).isEqualTo(Period.ofDays(365));
    assertThat(unit.retention("org_1")).contains(Period.ofDays(365));
    assertThatThrownBy(() -> unit.retain("org_1", Period.ofDays(31)))
        .isInstanceOf(Unprocessable.class);
    assertThatThrownBy(() -> unit.retention("org_none"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("Organization not found: 'org_none'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1M", "P0D", "P-30D", "P1Y"})
  void retentionIsANumberOfDays(String period) {
    assertThatThrownBy(() -> unit.retain("org_1", Period.parse(period)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("period must be a number of days like P30D or P365D, was " + period);
  }

  @Test
  void portalLinkIsThatOfTheAuditLogs() {
    assertThat(unit.portalLink("org_1"))
        .isEqualTo(URI.create("https://setup.workos.com?token=org_1"));
    unit.portalLink("org_1", URI.create("https://example.com/back"));
    assertThat(workOs.requests())
        .extracting(it -> it.json().toString())
        .containsExactly(
            "{\"organization\":\"org_1\",\"intent\":\"audit_logs\"}",
            "{\"organization\":\"org_1\",\"intent\":\"audit_logs\","
                + "\"return_url\":\"https://example.com/back\"}");
    assertThatThrownBy(() -> unit.portalLink("org_none")).isInstanceOf(NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void blankNamesAreNotSent(String blank) {
    assertThatThrownBy(() -> unit.schemas(blank)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> unit.createSchema(blank, schema("secret")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> unit.export(blank)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> unit.retention(blank)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> unit.portalLink(blank)).isInstanceOf(IllegalArgumentException.class);
    assertThat(workOs.requests()).isEmpty();
  }

  // exports

  @Test
  void exportIsAskedForWithItsFilters() {
    var request =
        AuditLogExportRequest.of("org_1", clock.instant().minusSeconds(60), clock.instant())
            .actions("a.b", "c.d")
            .actorNames("Jon")
            .actorIds("u1")
            .targets("team");
    assertThat(unit.createExport(request).state()).isEqualTo(State.PENDING);
    assertThat(workOs.requests().get(0).json())
        .hasToString(
            "{\"organization_id\":\"org_1\",\"range_start\":\"2026-01-15T11:59:00Z\","
                + "\"range_end\":\"2026-01-15T12:00:00Z\",\"actions\":[\"a.b\",\"c.d\"],"
                + "\"actor_names\":[\"Jon\"],\"actor_ids\":[\"u1\"],\"targets\":[\"team\"]}");
  }

  @Test
  void rangeThatWorkOsDoesNotTakeIsABadRequest() {
    var request =
        AuditLogExportRequest.of("org_1", Instant.parse("2020-01-01T00:00:00Z"), clock.instant());
    var thrown = catchThrowableOfType(BadRequest.class, () -> unit.createExport(request));
    assertThat(thrown.code()).contains("invalid_audit_log_export_range_date");
  }

  private String exportOfAMinute() {
    var from = clock.instant().minusSeconds(60);
    return unit.createExport(AuditLogExportRequest.of("org_1", from, clock.instant())).id();
  }

  @Test
  void exportIsAwaitedAndDownloaded(@TempDir Path folder) throws IOException {
    workOs.administration().exports(2, "ready");
    var id = exportOfAMinute();
    assertThat(unit.awaitExport(id, Duration.ofMinutes(1)).url()).isNotNull();
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));

    var file = folder.resolve("export.csv");
    assertThat(unit.downloadExport(id, file)).isEqualTo(file);
    assertThat(file).hasContent(FakeAdministration.CSV);
    assertThat(workOs.requests())
        .filteredOn(request -> request.path().startsWith("/storage/"))
        .singleElement()
        .satisfies(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
  }

  @Test
  void addressThatGrewOldIsReplacedOnce(@TempDir Path folder) throws IOException {
    var id = exportOfAMinute();
    workOs.administration().deadAddresses(1);
    assertThat(unit.downloadExport(id, folder.resolve("a.csv"))).hasContent(FakeAdministration.CSV);

    workOs.administration().deadAddresses(100);
    assertThatThrownBy(() -> unit.downloadExport(id, folder.resolve("b.csv")))
        .isInstanceOf(ExportFailed.class)
        .hasMessage("the storage has no export " + id);
    assertThat(folder.resolve("b.csv")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"pending, PENDING", "error, ERROR", "expired, EXPIRED", "queued, OTHER"})
  void exportThatIsNotReadyIsNotDownloaded(String said, State state, @TempDir Path folder) {
    workOs.administration().exports(0, said);
    var id = exportOfAMinute();
    var thrown =
        catchThrowableOfType(
            ExportFailed.class, () -> unit.downloadExport(id, folder.resolve("a.csv")));
    assertThat(thrown.state()).isEqualTo(state);
    assertThat(thrown).hasMessage("export " + id + " is " + state + "; await it first");
    assertThat(folder).isEmptyDirectory();
  }
}
