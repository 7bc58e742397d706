// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Ledger;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.internal.outbox.Refusal.By;
import org.auditlogged.internal.outbox.SqlOutbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;
import picocli.CommandLine.Help.Ansi;

class CliTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789Z");

  @TempDir Path temporary;
  private Path folder;
  private String out;
  private String err;

  @BeforeEach
  void folder() {
    folder = temporary.resolve("outbox");
  }

  private static UUID id(int number) {
    return new UUID(7, number);
  }

  private SqlOutbox open() {
    return SqlOutbox.open(new AuditConfig.Outbox(folder, Sync.NORMAL, 1L << 30), Clock.systemUTC());
  }

  /** Five entries: 0, 1 and 2 are parked, 3 and 4 wait. */
  private void fill(SqlOutbox outbox) {
    outbox.append(
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    new Entry(
                        id(i),
                        "org_" + i,
                        i == 0 ? "secret.read" : "user.signed_in",
                        TIME,
                        ("{\"number\":" + i + "}").getBytes(StandardCharsets.UTF_8)))
            .toList());
    outbox
        .claim(3, Duration.ofMinutes(1))
        .forEach(e -> outbox.park(e, new Refusal(By.ACTION, 400, "no \u001b[31msuch\naction")));
    outbox.note(Ledger.Note.LOST, 1);
  }

  private void fillAndStop() {
    try (var outbox = open()) {
      fill(outbox);
    }
  }

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--outbox", folder.toString()));
    return plain(all.toArray(String[]::new));
  }

  private int plain(String... arguments) {
    var printed = new StringWriter();
    var complained = new StringWriter();
    int code =
        Cli.line()
            .setOut(new PrintWriter(printed, true))
            .setErr(new PrintWriter(complained, true))
            .setColorScheme(picocli.CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .execute(arguments);
    out = printed.toString();
    err = complained.toString();
    return code;
  }

  @Test
  void statusSaysWhereEachEventIs() {
    fillAndStop();

    assertThat(run("status")).isZero();
    assertThat(out.lines().toList())
        .contains("captured                6", "waiting                 2")
        .contains("parked                  3", "lost                    1");
    assertThat(run("status", "--json")).isZero();
    assertThat(out)
        .startsWith(
            "{\"captured\":6,\"delivered\":0,\"waiting\":2,\"parked\":3,\"discarded\":0,\"lost\":1,")
        .contains("\"oldest_waiting_seconds\":");
  }

  @Test
  void waitingListsTheOldest() {
    fillAndStop();

    assertThat(run("waiting", "--max", "1")).isZero();
    assertThat(out.strip()).isEqualTo(id(3) + "  " + TIME + "  user.signed_in  org_3  0  -  -");
    assertThat(run("waiting", "--json")).isZero();
    assertThat(out.lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{") && line.endsWith("\"due\":null,\"held_by\":null}"));
  }

  @Test
  void whatIsKeptBackIsSeenWithItsCause() {
    try (var outbox = open()) {
      fill(outbox);
      outbox.hold(outbox.claim(1, Duration.ofMinutes(1)), By.ACTION);
    }

    assertThat(run("status")).isZero();
    assertThat(out.lines().skip(9))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("action  secret.read  refused since 20")
                    .endsWith("Z  held 0  parked 1"),
            line ->
                assertThat(line)
                    .startsWith("action  user.signed_in  refused since 20")
                    .endsWith("Z  held 1  parked 2"));
    assertThat(run("status", "--json")).isZero();
    assertThat(out.strip())
        .contains(
            "\"kept_back\":[{\"by\":\"action\",\"name\":\"secret.read\",\"refused_since\":\"20")
        .endsWith("\"held\":1,\"parked\":2}]}");
    assertThat(run("waiting")).isZero();
    assertThat(out.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(id(3).toString()).endsWith("0  -  action"),
            line -> assertThat(line).startsWith(id(4).toString()).endsWith("0  -  -"));
  }

  @Test
  void parkedEventsAreListedAndCannotForgeALine() {
    fillAndStop();

    assertThat(run("parked", "list")).isZero();
    assertThat(out.lines())
        .hasSize(3)
        .allMatch(line -> line.endsWith("action  no  [31msuch action"));
    assertThat(out).doesNotContain("\u001b");
    assertThat(run("parked", "list", "--action", "secret.read", "--json")).isZero();
    assertThat(out.lines()).singleElement().asString().startsWith("{\"id\":\"" + id(0));
    assertThat(run("parked", "list", "--organization", "org_9")).isZero();
    assertThat(out).isEmpty();
  }

  @Test
  void oneIsShownWithItsBody() {
    fillAndStop();

    assertThat(run("parked", "show", id(1).toString())).isZero();
    assertThat(out).contains("body          {\"number\":1}");
    assertThat(run("parked", "show", id(1).toString(), "--json")).isZero();
    assertThat(out).contains("\"body\":{\"number\":1}");
    assertThat(run("parked", "show", id(3).toString())).isEqualTo(3);
    assertThat(err).contains("no event " + id(3) + " is parked");
  }

  @Test
  void lookingChangesNothingOfAStoppedServer() throws Exception {
    fillAndStop();
    var before = files();

    for (var command :
        List.of(
            "status", "waiting", "parked list", "parked show " + id(0), "parked show " + id(9))) {
      run(command.split(" "));
    }
    assertThat(files()).isEqualTo(before);
  }

  private Map<String, String> files() throws Exception {
    var found = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        FileTime changed = Files.getLastModifiedTime(file);
        found.put(
            file.getFileName().toString(),
            changed + " " + Files.size(file) + " " + Files.getPosixFilePermissions(file));
      }
    }
    return found;
  }

  @Test
  void parkedEventsAreSentAgainByAStoppedServerAfterItsStart() {
    fillAndStop();

    assertThat(run("parked", "send", "--action", "user.signed_in")).isZero();
    assertThat(out.strip()).isEqualTo("sent again  2");
    assertThat(run("parked", "send", "--id", id(1).toString())).isEqualTo(3);
    try (var outbox = open()) {
      assertThat(outbox.ledger()).isEqualTo(new Ledger(6, 0, 4, 1, 0, 1, 0, 0));
      assertThat(outbox.claim(9, Duration.ofMinutes(1))).hasSize(4);
    }
  }

  @Test
  void discardingNeedsAReason() {
    fillAndStop();

    assertThat(run("parked", "discard", "--all")).isEqualTo(2);
    assertThat(run("parked", "discard", "--all", "--reason", " ")).isEqualTo(2);
    assertThat(run("parked", "discard", "--reason", "x")).isEqualTo(2);
    assertThat(run("parked", "discard", "--all", "--reason", "a test", "--json")).isZero();
    assertThat(out.strip()).isEqualTo("{\"discarded\":3}");
    assertThat(run("status", "--json")).isZero();
    assertThat(out).contains("\"parked\":0,\"discarded\":3");
  }

  @Test
  void aRunningServerGoesOnWithWhatAnotherProcessHasChanged() throws Exception {
    try (var outbox = open()) {
      fill(outbox);
      assertThat(process("status", "--json")).contains("\"waiting\":2,\"parked\":3");
      assertThat(process("parked", "send", "--id", id(0).toString())).contains("sent again  1");
      assertThat(process("parked", "discard", "--all", "--reason", "old")).contains("discarded  2");

      assertThat(outbox.ledger()).isEqualTo(new Ledger(6, 0, 3, 0, 2, 1, 0, 0));
      outbox.append(List.of(new Entry(id(9), null, "a.b", TIME, new byte[0])));
      var claimed = outbox.claim(9, Duration.ofMinutes(1));
      assertThat(claimed)
          .extracting(c -> c.entry().id())
          .containsExactly(id(0), id(3), id(4), id(9));
      outbox.ack(claimed);
      assertThat(outbox.ledger()).isEqualTo(new Ledger(7, 4, 0, 0, 2, 1, 0, 0));
    }
  }

  private String process(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Cli.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--outbox", folder.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  void whatCannotBeUsedIsToldInOneLine() throws Exception {
    assertThat(run("status")).isEqualTo(1);
    assertThat(err.strip())
        .isEqualTo("there is no outbox in " + folder + ": expected a file outbox.db in it");

    Files.createDirectory(folder);
    Files.writeString(folder.resolve("outbox.db"), "no database at all".repeat(100));
    assertThat(run("status")).isEqualTo(1);
    assertThat(err.strip().lines()).singleElement().asString().contains("file is not a database");
    assertThat(run("parked", "send", "--all")).isEqualTo(1);

    Files.delete(folder.resolve("outbox.db"));
    Files.createFile(folder.resolve("outbox.db"));
    assertThat(run("status")).isEqualTo(1);
    assertThat(err).contains("has layout 0");
  }

  @Test
  void whatAnotherHasLockedIsToBeTriedAgain() throws Exception {
    fillAndStop();
    try (var other =
            JDBC.createConnection("jdbc:sqlite:" + folder.resolve("outbox.db"), new Properties());
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThat(run("parked", "discard", "--all", "--reason", "old")).isEqualTo(1);
      assertThat(err.strip())
          .startsWith("the outbox in " + folder + " could not ")
          .endsWith(": another process has it locked; try again");
      assertThat(run("status")).as("looking waits for nobody").isZero();
    }
    assertThat(run("parked", "discard", "--all", "--reason", "old")).isZero();
  }

  @Test
  @DisabledIfSystemProperty(
      named = "user.name",
      matches = "root",
      disabledReason = "root may read every file")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
  void whatMayNotBeReadIsToldInOneLine() throws Exception {
    fillAndStop();
    Files.setPosixFilePermissions(folder.resolve("outbox.db"), Set.of());

    assertThat(run("status")).isEqualTo(1);
    assertThat(err.strip()).isEqualTo("the outbox in " + folder + " may not be read by you");
  }

  @Test
  void coloursAreThereWhereTheyAreWanted() {
    assertThat(coloured(Ansi.ON, "--help")).contains("\u001b[");
    assertThat(coloured(Ansi.ON, "status", "--outbox", "nowhere")).contains("\u001b[", "no outbox");
    // neither is what prints here
    assertThat(coloured(Ansi.AUTO, "--help")).doesNotContain("\u001b").contains("status");
    assertThat(coloured(Ansi.AUTO, "status", "--outbox", "nowhere"))
        .doesNotContain("\u001b")
        .contains("no outbox");
  }

  private static String coloured(Ansi ansi, String... arguments) {
    var printed = new StringWriter();
    var writer = new PrintWriter(printed, true);
    Cli.line()
        .setOut(writer)
        .setErr(writer)
        .setColorScheme(picocli.CommandLine.Help.defaultColorScheme(ansi))
        .execute(arguments);
    return printed.toString();
  }

  @Test
  void helpAndVersionAreThere() {
    assertThat(plain("--help")).isZero();
    assertThat(out).contains("status", "waiting", "parked", "Exit codes:");
    assertThat(plain("--version")).isZero();
    assertThat(out).startsWith("auditlogged ");
    assertThat(plain("parked")).isEqualTo(2);
    assertThat(plain("nonsense")).isEqualTo(2);
    assertThat(plain("status")).isEqualTo(2);
    assertThat(err).contains("--outbox");
  }
}
