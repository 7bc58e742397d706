// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.auditlogged.internal.AuditConfig.Capture;
import org.auditlogged.internal.AuditConfig.Delivery;
import org.auditlogged.internal.AuditConfig.Health;
import org.auditlogged.internal.AuditConfig.OnFailure;
import org.auditlogged.internal.AuditConfig.Outbox;
import org.auditlogged.internal.AuditConfig.Problem;
import org.auditlogged.internal.AuditConfig.Properties;
import org.auditlogged.internal.AuditConfig.Route;
import org.auditlogged.internal.AuditConfig.Schema;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.AuditConfig.Table;
import org.auditlogged.internal.AuditConfig.To;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditConfigTest {
  private static final Path FOLDER = Path.of("data");
  private static final Set<Key> READ_ELSEWHERE = Set.of(Key.API_KEY, Key.URL);

  private static final Properties NOTHING = new Properties(List.of(), key -> Optional.empty());

  private static AuditConfig read(Map<String, String> values) {
    return AuditConfig.read(
        new Properties(values.keySet(), key -> Optional.ofNullable(values.get(key))),
        AuditConfigTest::check,
        "shop",
        FOLDER);
  }

  /** As strict as those who know routes, in one thing. */
  private static List<Problem> check(List<Route> routes) {
    return routes.stream()
        .filter(route -> "bad".equals(route.texts().get("action")))
        .flatMap(
            route ->
                Stream.of(
                    new Problem(route.key("action"), "good", route.texts().get("action")),
                    new Problem(route.key("match"), "a path", null)))
        .toList();
  }

  private static AuditConfig read(Key key, String value) {
    return read(Map.of(key.key(), value));
  }

  private static String problem(Map<String, String> values) {
    return catchThrowable(() -> read(values)).getMessage();
  }

  @Test
  void allDefaults() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new AuditConfig(
                true,
                To.WORKOS,
                "shop",
                null,
                new Capture(
                    List.of(),
                    List.of("Forwarded", "X-Forwarded-For"),
                    new LinkedHashSet<>(AuditConfig.AUTOMATIC),
                    AuditConfig.SECRETS,
                    100_000,
                    OnFailure.LOG),
                new Outbox(FOLDER.resolve("auditlogged/shop"), Sync.FULL, 4_000_000_000L),
                new Delivery(
                    90, 8, Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofSeconds(5)),
                List.of(),
                Schema.OFF,
                new Health(true, Duration.ofMinutes(15))));
  }

  @Test
  void anOutboxOnDiskTakesOverFromADatabase() {
    assertThat(read(Key.OUTBOX_TAKE_OVER_FROM, "java:app/jdbc/old").outbox().takeOverFrom())
        .isEqualTo(new Table("java:app/jdbc/old", null, true));
  }

  @Test
  void whatIsWrongWithAnOutboxInADatabaseIsToldAtOnce() {
    assertThat(
            problem(
                Map.of(
                    "auditlogged.outbox.data-source", "java:app/jdbc/shop",
                    "auditlogged.outbox.take-over-from", "java:app/jdbc/old",
                    "auditlogged.outbox.schema", "a; DROP TABLE b",
                    "auditlogged.outbox.create-table", "maybe")))
        .contains(
            "auditlogged.outbox.take-over-from",
            "auditlogged.outbox.schema",
            "auditlogged.outbox.create-table");
  }

  @Test
  void fullMapping() {
    var values = new HashMap<String, String>();
    values.put("auditlogged.enabled", "false");
    values.put("auditlogged.destination", "LOG");
    values.put("auditlogged.application", " Web Shop ");
    values.put("workos.organization-id", "org_01EHWNCE74X7JSDV0X3SZ3KJNY");
    values.put("auditlogged.trusted-proxies", "10.0.0.0/8, ::1");
    values.put("auditlogged.client-address-headers", "True-Client-IP");
    values.put("auditlogged.metadata", "trace_id,outcome,trace_id");
    values.put("auditlogged.redact", "badge,  pin,");
    values.put("auditlogged.max-event-size", "10 MB");
    values.put("auditlogged.on-failure", "fail");
    values.put("auditlogged.outbox.directory", "/var/lib/outbox");
    values.put("auditlogged.outbox.sync", "normal");
    values.put("auditlogged.outbox.max-size", "64 MiB");
    values.put("auditlogged.outbox.data-source", "java:app/jdbc/shop");
    values.put("auditlogged.outbox.schema", "audit_1");
    values.put("auditlogged.outbox.create-table", "false");
    values.put("auditlogged.delivery.rate", "100000");
    values.put("auditlogged.delivery.concurrency", "256");
    values.put("auditlogged.delivery.retry-initial", "PT1S");
    values.put("auditlogged.delivery.retry-maximum", "PT1S");
    values.put("auditlogged.delivery.shutdown-grace", "PT0S");
    values.put("auditlogged.schema", "register");
    values.put("auditlogged.health", "false");
    values.put("auditlogged.health.oldest-waiting", "PT1H");
    values.put("auditlogged.routes.b-2.metadata.k", " v ");
    values.put("auditlogged.routes.b-2.action", " ");
    values.put("auditlogged.routes.a.targets.user.name", "#{result}");
    values.put("auditlogged.routes.a.match", "* /a");

    assertThat(read(values))
        .isEqualTo(
            new AuditConfig(
                false,
                To.LOG,
                "Web Shop",
                "org_01EHWNCE74X7JSDV0X3SZ3KJNY",
                new Capture(
                    List.of("10.0.0.0/8", "::1"),
                    List.of("True-Client-IP"),
                    Set.of("trace_id", "outcome"),
                    List.of("badge", "pin"),
                    10_000_000,
                    OnFailure.FAIL),
                new Outbox(
                    Path.of("/var/lib/outbox"),
                    Sync.NORMAL,
                    67_108_864L,
                    new Table("java:app/jdbc/shop", "audit_1", false),
                    null),
                new Delivery(
                    100_000, 256, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO),
                List.of(
                    new Route("a", Map.of("match", "* /a", "targets.user.name", "#{result}")),
                    new Route("b-2", Map.of("metadata.k", "v"))),
                Schema.REGISTER,
                new Health(false, Duration.ofHours(1))));
    // goes with none of the others
    values.put("auditlogged.outbox.take-over-from", "java:app/jdbc/old");
    for (var key : Key.values()) {
      assertThat(values.containsKey(key.key()))
          .as(key.key())
          .isNotEqualTo(READ_ELSEWHERE.contains(key));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auditlogged.enabled | yes | must be true or false, was "yes"
          auditlogged.destination | file | must be workos or log, was "file"
          workos.organization-id | acme | must be the id of an organization, org_…, was "acme"
          workos.organization-id | org_a/b | must be the id of an organization, org_…, was "org_a/b"
          workos.organization-id | task_list | must be the id of an organization, org_…, was "task_list"
          workos.organization-id | sk_live_1 | must be the id of an organization, org_…, was something like an API key
          auditlogged.trusted-proxies | 10.0.0.0/33 | must be addresses or CIDRs like 10.0.0.0/8, was "10.0.0.0/33"
          auditlogged.trusted-proxies | ::1, proxy.local | must be addresses or CIDRs like 10.0.0.0/8, was "proxy.local"
          auditlogged.client-address-headers | True Client | must be names of headers, was "True Client"
          auditlogged.metadata | outcome,Status | must be none or some of event_id, outcome, error, http_method, http_route, http_status, trace_id, was "Status"
          auditlogged.redact | pin,-- | must be names with letters or digits, was "--"
          auditlogged.max-event-size | 7999 | must be a size like 100 KB from 8 KB to 10 MB, was "7999"
          auditlogged.max-event-size | 11 MB | must be a size like 100 KB from 8 KB to 10 MB, was "11 MB"
          auditlogged.on-failure | throw | must be log or fail, was "throw"
          auditlogged.schema | on | must be off or check or register, was "on"
          auditlogged.outbox.sync | off | must be full or normal, was "off"
          auditlogged.outbox.max-size | lots | must be a size like 512 MB or 4 GiB from 1 MB to 1000 TB, was "lots"
          auditlogged.outbox.max-size | 999999 | must be a size like 512 MB or 4 GiB from 1 MB to 1000 TB, was "999999"
          auditlogged.outbox.max-size | 1001 TB | must be a size like 512 MB or 4 GiB from 1 MB to 1000 TB, was "1001 TB"
          auditlogged.delivery.rate | fast | must be a whole number from 1 to 100000, was "fast"
          auditlogged.delivery.rate | 0 | must be a whole number from 1 to 100000, was "0"
          auditlogged.delivery.rate | 100001 | must be a whole number from 1 to 100000, was "100001"
          auditlogged.delivery.rate | 99999999999999999999 | must be a whole number from 1 to 100000, was "99999999999999999999"
          auditlogged.delivery.concurrency | -1 | must be a whole number from 1 to 256, was "-1"
          auditlogged.delivery.concurrency | 257 | must be a whole number from 1 to 256, was "257"
          auditlogged.delivery.retry-initial | 5s | must be a duration like PT30S from PT0.001S to PT1H, was "5s"
          auditlogged.delivery.retry-initial | PT0S | must be a duration like PT30S from PT0.001S to PT1H, was "PT0S"
          auditlogged.delivery.retry-initial | PT10M | -
          auditlogged.delivery.retry-maximum | PT25H | must be a duration like PT30S from PT0.001S to PT24H, was "PT25H"
          auditlogged.delivery.retry-maximum | PT0.4S | must be at least auditlogged.delivery.retry-initial (PT0.5S), was "PT0.4S"
          auditlogged.delivery.shutdown-grace | -PT1S | must be a duration like PT30S from PT0S to PT10M, was "-PT1S"
          """)
  void badValueIsNamed(String key, String value, String problem) {
    var expected =
        problem.equals("-")
            ? "auditlogged.delivery.retry-maximum must be at least"
                + " auditlogged.delivery.retry-initial (PT10M), was \"PT5M\""
            : key + " " + problem;
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AUDIT-001 1 value is wrong in the configuration:\n  - " + expected);
  }

  @Test
  void unusablePathAndNameAreNamed() {
    assertThat(problem(Map.of("auditlogged.outbox.directory", "a\0b")))
        .contains("auditlogged.outbox.directory must be a path, was ");
    assertThat(problem(Map.of("auditlogged.application", "a\nb")))
        .endsWith(
            "auditlogged.application must be at most 100 characters without control characters, was"
                + " \"a b\"");
    assertThat(problem(Map.of("auditlogged.application", "a".repeat(101)))).contains("\"aaa");
  }

  @Test
  void allProblemsAtOnce() {
    assertThat(
            problem(
                Map.of(
                    "auditlogged.delivery.rate", "fast",
                    "auditlogged.delivery.retry-initial", "soon",
                    "auditlogged.outbox.max-size", "x",
                    "auditlogged.trusted-proxies", "a,b")))
        .isEqualTo(
            """
            AUDIT-001 5 values are wrong in the configuration:
              - auditlogged.trusted-proxies must be addresses or CIDRs like 10.0.0.0/8, was "a"
              - auditlogged.trusted-proxies must be addresses or CIDRs like 10.0.0.0/8, was "b"
              - auditlogged.outbox.max-size must be a size like 512 MB or 4 GiB from 1 MB to 1000 TB, was "x"
              - auditlogged.delivery.rate must be a whole number from 1 to 100000, was "fast"
              - auditlogged.delivery.retry-initial must be a duration like PT30S from PT0.001S to PT1H, was "soon\"\
            """);
  }

  @Test
  void longValueIsCutAtAHundredWholeCharacters() {
    var text = problem(Map.of("auditlogged.delivery.rate", "😀".repeat(5_000)));
    assertThat(text).endsWith("was \"" + "😀".repeat(100) + "…\"");
  }

  @Test
  void valueThatLooksLikeAKeyIsNotPrinted() {
    assertThat(problem(Map.of("auditlogged.delivery.rate", "my sk_test_abc")))
        .endsWith("was something like an API key")
        .doesNotContain("sk_test");
  }

  @Test
  void lookupThatFailsIsAProblemOfItsKeyOnly() {
    var thrown =
        catchThrowable(
            () ->
                AuditConfig.read(
                    new Properties(
                        List.of("auditlogged.routes.a.match"),
                        key -> {
                          if (key.endsWith(".rate") || key.endsWith(".match")) {
                            throw new NoSuchElementException("sk_live_1");
                          }
                          return Optional.empty();
                        }),
                    routes -> List.of(),
                    "shop",
                    FOLDER));
    assertThat(thrown)
        .hasMessage(
            "AUDIT-001 2 values are wrong in the configuration:\n"
                + "  - auditlogged.delivery.rate cannot be read: NoSuchElementException\n"
                + "  - auditlogged.routes.a.match cannot be read: NoSuchElementException;"
                + " expressions are written #{…} here");
  }

  @ParameterizedTest
  @EnumSource
  void blankIsAbsentOrAnEmptyList(Key key) {
    var blank = read(key, "  ");
    var defaults = read(Map.of());
    switch (key) {
      case CLIENT_ADDRESS_HEADERS -> assertThat(blank.capture().clientAddressHeaders()).isEmpty();
      case METADATA -> assertThat(blank.capture().automaticMetadata()).isEmpty();
      case REDACT -> assertThat(blank.capture().redact()).isEmpty();
      default -> assertThat(blank).isEqualTo(defaults);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "NONE", " none "})
  void noneIsAnEmptyList(String none) {
    assertThat(read(Key.METADATA, none).capture().automaticMetadata()).isEmpty();
    assertThat(read(Key.TRUSTED_PROXIES, none).capture().trustedProxies()).isEmpty();
  }

  @Test
  void listsCannotBeChanged() {
    var capture = read(Map.of()).capture();
    assertThatThrownBy(() -> capture.automaticMetadata().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> capture.redact().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "shop, shop",
    "shop-1.2, shop-1.2",
    "/shop, _shop-2cc2ba5",
    ".., __-5c0",
    "a/../b, a_.._b-a83200c1",
    "Größe, Gr__e-4200df1",
  })
  void folderIsSafeAndDiffersWithTheName(String application, String folder) {
    var directory = read(Key.APPLICATION, application).outbox().directory();
    assertThat(directory).isEqualTo(FOLDER.resolve("auditlogged").resolve(folder));
    assertThat(directory.normalize()).isEqualTo(directory);
  }

  @Test
  void longNameMakesAShortFolder() {
    var one = read(Key.APPLICATION, "a".repeat(99) + "1").outbox().directory().getFileName();
    var two = read(Key.APPLICATION, "a".repeat(99) + "2").outbox().directory().getFileName();
    assertThat(one.toString()).hasSizeLessThan(80);
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void deploymentWithoutNameStillHasOne() {
    var config = AuditConfig.read(NOTHING, routes -> List.of(), null, FOLDER);
    assertThat(config.application()).isEqualTo("application");
    assertThat(AuditConfig.read(NOTHING, routes -> List.of(), " ", FOLDER)).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 1000000",
    "1MB, 1000000",
    "512 mb, 512000000",
    "4  GB, 4000000000",
    "1 MiB, 1048576",
    "2TiB, 2199023255552",
    "1000 TB, 1000000000000000",
    "1000000 B, 1000000",
  })
  void sizesAreReadAsWritten(String text, long bytes) {
    assertThat(read(Key.OUTBOX_MAX_SIZE, text).outbox().maxBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4 XB", "1.5 GB", "-4 GB", "GB", "999999999999999999 TB", "4 Gi", "4 iB"})
  void otherSizesAreRefused(String text) {
    assertThat(problem(Map.of("auditlogged.outbox.max-size", text))).contains("max-size must be");
  }

  @Test
  void everyKeyIsDescribed() {
    for (var key : Key.values()) {
      assertThat(key.shown()).as(key.key()).isNotBlank();
      assertThat(key.description()).as(key.key()).isNotBlank();
    }
  }

  @Test
  void whatIsWrongWithRoutesIsToldWithTheRest() {
    assertThat(
            problem(Map.of("auditlogged.routes.a.action", "bad", "auditlogged.enabled", "maybe")))
        .isEqualTo(
            "AUDIT-001 3 values are wrong in the configuration:\n"
                + "  - auditlogged.enabled must be true or false, was \"maybe\"\n"
                + "  - auditlogged.routes.a.action must be good, was \"bad\"\n"
                + "  - auditlogged.routes.a.match must be a path, and is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "auditlogged.routes.a.match,",
    "auditlogged.routes.a.targets.user,",
    "auditlogged.routes.a.targets.user.metadata.k,",
    "auditlogged.routes.a.mtch, ; did you mean auditlogged.routes.a.match?",
    "auditlogged.routes.a.target.user, ; did you mean auditlogged.routes.a.targets.user?",
    "auditlogged.routes.a.targets.u.naem, ; did you mean auditlogged.routes.a.targets.u.name?",
    "auditlogged.route.a.metadata.k, ; did you mean auditlogged.routes.a.metadata.k?",
    "auditlogged.routes.a, ''",
    "auditlogged.routes..match, ''",
    "auditlogged.routes.match, ''",
  })
  void mistypedKeysOfRoutesAreNamedWithWhatWasMeant(String key, String hint) {
    assertThat(AuditConfig.unknownKeys(List.of(key)).get(key)).isEqualTo(hint);
  }

  @Test
  void unknownKeysAreNamedWithWhatWasMeant() {
    var names =
        List.of(
            "auditlogged.delivery.rate",
            "auditlogged.delivery.raet",
            "auditlogged.trusted-proxy",
            "auditlogged.zzzzzzzzzzzzzzzzzzzzzzzzz",
            "auditlogged.shema",
            "auditlogged." + "x".repeat(10_000),
            "workos.organisation-id",
            "java.home");
    var unknown = AuditConfig.unknownKeys(names);
    assertThat(unknown)
        .containsEntry("auditlogged.delivery.raet", "; did you mean auditlogged.delivery.rate?")
        .containsEntry("auditlogged.trusted-proxy", "; did you mean auditlogged.trusted-proxies?")
        .containsEntry("auditlogged.zzzzzzzzzzzzzzzzzzzzzzzzz", "")
        .containsEntry("auditlogged.shema", "; did you mean auditlogged.schema?")
        .hasSize(5);
    assertThat(List.copyOf(unknown.keySet())).isSorted();
    assertThat(
            Message.UNKNOWN_KEY.text(
                "auditlogged.delivery.raet", unknown.get("auditlogged.delivery.raet")))
        .isEqualTo(
            "AUDIT-003 unknown configuration key auditlogged.delivery.raet; it has no effect; did"
                + " you mean auditlogged.delivery.rate?");
  }

  @Test
  void environmentListedASecondTimeInDotsIsKnown() {
    assertThat(
            AuditConfig.unknownKeys(
                List.of(
                    "AUDITLOGGED_DELIVERY_RETRY_INITIAL", "auditlogged.delivery.retry.initial")))
        .isEmpty();
    assertThat(AuditConfig.unknownKeys(List.of("auditlogged.delivery.retry.initial")))
        .containsValue("; did you mean auditlogged.delivery.retry-initial?");
  }
}
