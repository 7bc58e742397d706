// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.outbox.Cause;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Ledger;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.internal.outbox.Refusal.By;
import org.auditlogged.internal.outbox.TableOutbox;
import org.auditlogged.support.Postgres;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Help.Ansi;

/** The command line on an outbox in a database, while a node is at work on it. */
class TablesCliTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Map<String, String> environment = new HashMap<>();
  private String typed;
  private String out;
  private String err;

  enum Engine {
    POSTGRES {
      @Override
      String url() {
        return Postgres.database().url();
      }

      @Override
      DataSource source(String url) {
        var source = new PGSimpleDataSource();
        source.setURL(url);
        return source;
      }
    },
    H2 {
      @Override
      String url() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000";
      }

      @Override
      DataSource source(String url) {
        var source = new JdbcDataSource();
        source.setURL(url);
        return source;
      }
    };

    abstract String url();

    abstract DataSource source(String url);
  }

  private static UUID id(int number) {
    return new UUID(7, number);
  }

  /** Five entries: 0, 1 and 2 are parked, 3 and 4 wait. */
  private static TableOutbox filled(DataSource source, String schema) {
    var outbox = empty(source, schema);
    outbox.append(IntStream.range(0, 5).mapToObj(TablesCliTest::entry).toList());
    outbox
        .claim(3, 3, LEASE)
        .forEach(e -> outbox.park(e, new Refusal(By.ACTION, 400, "no such action")));
    return outbox;
  }

  private static TableOutbox empty(DataSource source, String schema) {
    return TableOutbox.open(
        source, new AuditConfig.Table("jdbc/test", schema, true), Clock.systemUTC());
  }

  private static Entry entry(int number) {
    return new Entry(
        id(number),
        "org_" + number,
        number == 0 ? "secret.read" : "user.signed_in",
        TIME,
        ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8));
  }

  private int run(String... arguments) {
    var printed = new StringWriter();
    var complained = new StringWriter();
    int code =
        Cli.line(environment::get, () -> typed)
            .setOut(new PrintWriter(printed, true))
            .setErr(new PrintWriter(complained, true))
            .setColorScheme(picocli.CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .execute(arguments);
    out = printed.toString();
    err = complained.toString();
    return code;
  }

  private int on(String url, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--jdbc-url", url));
    return run(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatTheCommandLineSaysOfAFolder(Engine engine) {
    var url = engine.url();
    try (var outbox = filled(engine.source(url), null)) {
      outbox.hold(outbox.claim(1, 1, LEASE), By.ACTION);

      assertThat(on(url, "status", "--json")).isZero();
      assertThat(out)
          .startsWith(
              "{\"captured\":5,\"delivered\":0,\"waiting\":2,\"parked\":3,\"discarded\":0,\"lost\":0,")
          .contains("{\"by\":\"action\",\"name\":\"secret.read\",\"refused_since\":\"20")
          .contains("\"held\":1,\"parked\":2}]}");
      assertThat(on(url, "waiting")).isZero();
      assertThat(out.lines())
          .containsExactly(
              id(3) + "  " + TIME + "  user.signed_in  org_3  0  -  action",
              id(4) + "  " + TIME + "  user.signed_in  org_4  0  -  -");
      assertThat(on(url, "parked", "list", "--action", "secret.read")).isZero();
      assertThat(out.lines()).singleElement().asString().startsWith(id(0) + "  " + TIME);
      assertThat(on(url, "parked", "show", id(1).toString())).isZero();
      assertThat(out).contains("body          {\"number\":1}");
      assertThat(on(url, "parked", "show", id(3).toString())).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunningNodeGoesOnWithWhatTheCommandLineHasChanged(Engine engine) {
    var url = engine.url();
    try (var outbox = filled(engine.source(url), null)) {
      assertThat(on(url, "parked", "send", "--id", id(0).toString())).isZero();
      assertThat(out.strip()).isEqualTo("sent again  1");
      assertThat(on(url, "parked", "send", "--id", id(0).toString())).isEqualTo(3);
      assertThat(on(url, "parked", "discard", "--all", "--reason", "old")).isZero();
      assertThat(out.strip()).isEqualTo("discarded  2");

      assertThat(outbox.ledger()).isEqualTo(new Ledger(5, 0, 3, 0, 2, 0, 0, 0));
      assertThat(outbox.claim(9, 9, LEASE))
          .extracting(claimed -> claimed.entry().id())
          .containsExactlyInAnyOrder(id(0), id(3), id(4));
    }
  }

  @Test
  void theSchemaAndTheUserAreAsSaid() {
    var database = Postgres.database();
    try (var outbox = filled(Engine.POSTGRES.source(database.url()), "audit")) {
      database.execute(
          "DO $$ BEGIN CREATE ROLE looks LOGIN PASSWORD 'se?;cret'; EXCEPTION WHEN duplicate_object"
              + " THEN NULL; END $$;GRANT USAGE ON SCHEMA audit TO looks; GRANT SELECT ON ALL"
              + " TABLES IN SCHEMA audit TO looks");
      environment.put("AUDITLOGGED_JDBC_PASSWORD", "se?;cret");
      var url = database.url().replaceFirst("[?].*", "");
      var looks = new String[] {"status", "--schema", "audit", "--user", "looks"};

      assertThat(on(url, looks)).isZero();
      assertThat(out).contains("captured                5");
      // looking needs no more than SELECT; changing does, and says so
      assertThat(on(url, "parked", "send", "--all", "--schema", "audit", "--user", "looks"))
          .isEqualTo(1);
      assertThat(err).contains("permission denied").doesNotContain("se?;cret");
      assertThat(outbox.counts().parked()).isEqualTo(3);
    }
  }

  @Test
  void whatCannotBeUsedIsToldWithoutWhatIsSecret() throws IOException {
    var url = Postgres.database().url();
    assertThat(on(url + "&password=hidden", "status")).isEqualTo(1);
    assertThat(err.strip())
        .startsWith("the outbox in jdbc:postgresql://localhost:")
        .contains("could not be opened: its tables are missing")
        .doesNotContain("hidden");
    assertThat(err.strip().lines()).hasSize(1);
    assertThat(on("jdbc:other://host/db?password=hidden", "status")).isEqualTo(1);
    assertThat(err.strip())
        .isEqualTo(
            "the outbox in jdbc:other://host/db could not be opened: no driver on the class path"
                + " knows its URL; expected jdbc:postgresql:…, or another with the jar of its"
                + " driver beside this one");
    assertThat(on("jdbc:postgresql://127.0.0.1:" + closedPort() + "/db", "status")).isEqualTo(1);
    assertThat(err).contains("refused");
    assertThat(on("jdbc:postgresql://no.such.invalid/db", "status")).isEqualTo(1);
    assertThat(err).contains("UnknownHostException: no.such.invalid");
    assertThat(on(url, "status", "--schema", "a;b")).isEqualTo(2);
    assertThat(err).contains("'--schema'", "letters, digits and _", "was \"a;b\"");
  }

  /** What is before the host, where drivers do not expect it, and what drivers repeat. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://me:hidden@host/db",
        "jdbc:postgresql://me:hid/hidden@host:5432/db",
        "jdbc:postgresql://me:hid?hidden@host/db",
        "jdbc:postgresql://host/too/many?password=hidden",
        "jdbc:h2:;PASSWORD=hidden",
        "jdbc:h2:mem:x;PASSWORD=me@hidden;NONE=1"
      })
  void whatIsSecretInAnAddressIsNotRepeated(String url) {
    assertThat(on(url, "status")).isEqualTo(1);
    assertThat(err.strip())
        .startsWith("the outbox in jdbc:")
        .doesNotContain("hid")
        .doesNotContain("me:");
    assertThat(run("status", "--jdbc-url", url, "--outbox", "x")).isEqualTo(2);
    assertThat(err).contains("--jdbc-url=jdbc:…").doesNotContain("hidden");
    assertThat(run("status", url)).isEqualTo(2);
    assertThat(err).contains("Unmatched argument at index 1: 'jdbc:…'").doesNotContain("hidden");
    assertThat(run("status", "--jdbc-url=" + url, "--password=hidden")).isEqualTo(2);
    assertThat(err).contains("--password takes no value").doesNotContain("hidden");
  }

  @Test
  void aDatabaseThatSaysNothingIsNotWaitedForLong() throws IOException {
    try (var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      // whose driver would wait for ever
      assertThat(on("jdbc:h2:tcp://127.0.0.1:" + silent.getLocalPort() + "/db", "status"))
          .isEqualTo(1);
      assertThat(err).contains("could not be opened: no answer for 5 s");
    }
  }

  @Test
  void aMistypedAddressMakesNoDatabase(@TempDir Path folder) throws IOException {
    for (var settings : List.of("", ";ifexists=true")) {
      assertThat(on("jdbc:h2:" + folder.resolve("mistyped") + settings, "status")).isEqualTo(1);
      assertThat(err).contains("mistyped", "not found");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsTold() {
    var database = Postgres.database();
    filled(Engine.POSTGRES.source(database.url()), null).close();
    var user = database.userWithPassword("right");
    database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + user);
    var url = database.url().replaceFirst("[?].*", "");

    assertThat(on(url, "status", "--user", user)).isEqualTo(1);
    assertThat(err).contains("no password was provided");
    environment.put("AUDITLOGGED_JDBC_PASSWORD", "wrong");
    assertThat(on(url, "status", "--user", user)).isEqualTo(1);
    assertThat(err)
        .contains("could not be opened: FATAL: password authentication failed")
        .doesNotContain("wrong");
    environment.put("AUDITLOGGED_JDBC_PASSWORD", "right");
    assertThat(on(url, "status", "--user", user)).isZero();

    environment.clear();
    typed = "right";
    assertThat(on(url, "status", "--user", user, "--password")).isZero();
    assertThat(out).startsWith("captured  ");
    typed = null;
    assertThat(on(url, "status", "--user", user, "--password")).isEqualTo(2);
    assertThat(err.strip())
        .isEqualTo("there is no terminal to ask for the password; set AUDITLOGGED_JDBC_PASSWORD");
  }

  /** Whoever comes first: another operator, or a node that lets go what was kept back. */
  @ParameterizedTest
  @EnumSource
  void eachEventIsChangedOnceHoweverManyChangeThem(Engine engine) throws Exception {
    int all = 1_200;
    var url = engine.url();
    var source = engine.source(url);
    try (var node = empty(source, null)) {
      node.append(IntStream.range(0, all).mapToObj(TablesCliTest::entry).toList());
      try (var connection = source.getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            "UPDATE auditlogged_entry SET due = NULL, refused_by = 'ACTION', status = 400,"
                + " reason = 'no such action', parked_at = 1, again_at = 1");
      }
      var operators =
          Stream.of(
                  "parked discard --all --reason x",
                  "parked discard --all --reason y",
                  "parked send --all")
              .map(command -> CompletableFuture.supplyAsync(() -> count(url, command.split(" "))))
              .toList();
      int resumed = 0;
      while (!operators.stream().allMatch(CompletableFuture::isDone)) {
        resumed += node.resume(new Cause(By.ACTION, "user.signed_in"), 50);
      }
      long discarded = operators.get(0).get() + operators.get(1).get();
      long sent = operators.get(2).get();

      assertThat(discarded + sent + resumed).isEqualTo(all);
      assertThat(node.ledger())
          .isEqualTo(new Ledger(all, 0, all - discarded, 0, discarded, 0, 0, 0));
      try (var connection = source.getConnection();
          var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT count(*) FROM auditlogged_discarded")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(discarded);
      }
    }
  }

  /** How many were changed, on a thread of its own. */
  private static long count(String url, String... arguments) {
    var other = new TablesCliTest();
    int code = other.on(url, arguments);
    assertThat(code).as(other.err).isIn(0, 3);
    return Long.parseLong(other.out.strip().replaceFirst(".* ", ""));
  }

  @Test
  void theTimeIsTheDatabases() {
    var database = Postgres.database();
    try (var outbox = filled(Engine.POSTGRES.source(database.url()), null)) {
      database.execute(
          "CREATE SCHEMA ahead; CREATE FUNCTION ahead.clock_timestamp() RETURNS timestamptz"
              + " LANGUAGE sql AS 'SELECT pg_catalog.clock_timestamp() + interval ''1 hour'''");
      var ahead = database.url() + "&options=-c%20search_path=ahead,pg_catalog,public";

      assertThat(on(ahead, "status")).isZero();
      assertThat(out).containsPattern("oldest waiting seconds  36[0-9][0-9]");
      assertThat(on(ahead, "parked", "discard", "--all", "--reason", "old")).isZero();
      assertThat(
              database.query(
                  "SELECT discarded_at > extract(epoch FROM now()) * 1000 + 3000000 FROM"
                      + " auditlogged_discarded"))
          .containsOnly("t");
      assertThat(outbox.ledger().discarded()).isEqualTo(3);
    }
  }

  @Test
  void tablesOfANewerVersionAreLeftAlone() {
    var database = Postgres.database();
    filled(Engine.POSTGRES.source(database.url()), null).close();
    database.execute("UPDATE auditlogged_ledger SET version = 9, usable_from = 9");

    assertThat(on(database.url(), "parked", "send", "--all")).isEqualTo(1);
    assertThat(err).contains("its tables are version 9");
  }

  @Test
  void aFolderOrADatabase() {
    assertThat(run("status")).isEqualTo(2);
    assertThat(err).contains("--outbox", "--jdbc-url");
    assertThat(on("jdbc:postgresql:x", "status", "--outbox", "x")).isEqualTo(2);
    assertThat(run("status", "--outbox", "x", "--user", "me")).isEqualTo(2);
  }

  @Test
  void whatMakesTheTablesIsPrinted() {
    var database = Postgres.database();
    assertThat(run("tables", "--schema", "audit")).isZero();
    database.execute(out);
    var mayNot = new AuditConfig.Table("jdbc/test", "audit", false);
    TableOutbox.open(Engine.POSTGRES.source(database.url()), mayNot, Clock.systemUTC()).close();

    assertThat(run("tables", "--database", "h2")).isZero();
    assertThat(out).contains("body blob NOT NULL").doesNotContain("bytea");
    assertThat(run("tables", "--database", "oracle")).isEqualTo(2);
    assertThat(err).contains("postgresql, h2");
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
