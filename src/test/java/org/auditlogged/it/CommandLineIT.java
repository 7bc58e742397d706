// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.jar.JarFile;
import org.auditlogged.support.Postgres;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the command line, without any server; with one, see {@link ParkedIT}. */
class CommandLineIT {
  private static final String PARKED =
      "INSERT INTO %sauditlogged_entry (id, action, occurred_at, appended_at, lane, leased,"
          + " attempts, shrunk, refusals, refused_by, status, reason, parked_at, again_at, body)"
          + " VALUES ('00000000-0000-0007-0000-000000000000', 'secret.read', 1, 1, 0, 0, 1, FALSE,"
          + " 1, 'ACTION', 400, 'no such action', 1, 1, '')";

  @Test
  void helpsWithoutColoursWhenNobodyCanSeeThem() {
    var help = CommandLine.run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.text())
        .contains("status", "waiting", "parked", "Exit codes:")
        .doesNotContain("\u001b");
    assertThat(CommandLine.run("parked", "discard", "--help").text()).contains("--reason");
  }

  @Test
  void knowsItsVersion() {
    assertThat(CommandLine.run("--version"))
        .isEqualTo(new CommandLine(0, "auditlogged 0.1.0-SNAPSHOT" + System.lineSeparator()));
  }

  @Test
  void failsWithACodeAndOneLine() {
    var missing = CommandLine.run("status", "--outbox", "/no/such/folder");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.text().lines())
        .containsExactly("there is no outbox in /no/such/folder: expected a file outbox.db in it");
    assertThat(CommandLine.run("parked", "send", "--outbox", "/no/such/folder").code())
        .isEqualTo(2);
  }

  @Test
  void looksIntoTablesThatItsOwnWordsHaveMade() {
    var database = Postgres.database();
    database.execute(CommandLine.run("tables", "--schema", "audit").text());
    database.execute(PARKED.formatted("audit."));
    var url = database.url();

    assertThat(CommandLine.run("status", "--json", "--schema", "audit", "--jdbc-url", url).text())
        .startsWith("{\"captured\":1,\"delivered\":0,\"waiting\":0,\"parked\":1,");
    assertThat(
            CommandLine.run("parked", "send", "--all", "--schema", "audit", "--jdbc-url", url)
                .text())
        .isEqualTo("sent again  1" + System.lineSeparator());
    var elsewhere = CommandLine.run("status", "--jdbc-url", url);
    assertThat(elsewhere.code()).isEqualTo(1);
    assertThat(elsewhere.text().lines())
        .singleElement()
        .asString()
        .contains("its tables are missing");
  }

  @Test
  void looksIntoH2WithItsDriverOnTheClassPath(@TempDir Path folder) throws Exception {
    var url = "jdbc:h2:" + folder.resolve("shop");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(CommandLine.run("tables", "--database", "h2").text());
      statement.execute(PARKED.formatted(""));
    }
    assertThat(CommandLine.with(Driver.class, "parked", "list", "--jdbc-url", url).text())
        .contains("secret.read", "no such action");
    var without = CommandLine.run("status", "--jdbc-url", url);
    assertThat(without.code()).isEqualTo(1);
    assertThat(without.text().lines()).singleElement().asString().contains("no driver");
  }

  /** Nor does a driver's log. */
  @Test
  void repeatsNoPassword() {
    var odd = CommandLine.run("status", "--jdbc-url", "jdbc:postgresql://h/a/b?password=hidden");
    assertThat(odd.code()).isEqualTo(1);
    assertThat(odd.text().lines()).singleElement().asString().doesNotContain("hidden");
  }

  @Test
  void hasADriverWithItsLicence() throws Exception {
    try (var jar = new JarFile(System.getProperty("cli.jar"))) {
      assertThat(jar.stream().map(Object::toString))
          .contains(
              "org/postgresql/Driver.class",
              "META-INF/services/java.sql.Driver",
              "META-INF/licenses/org.postgresql/LICENSE",
              "META-INF/LICENSE");
      var ours = jar.getInputStream(jar.getEntry("META-INF/LICENSE")).readAllBytes();
      assertThat(new String(ours, StandardCharsets.UTF_8)).contains("Apache License");
    }
  }

  @Test
  void theLibraryHasNothingOfIt() throws Exception {
    try (var jar = new JarFile(System.getProperty("lib.jar"))) {
      assertThat(jar.stream().map(Object::toString))
          .isNotEmpty()
          .noneMatch(
              name ->
                  List.of("picocli", "/cli/", "postgresql", "java.sql.Driver").stream()
                      .anyMatch(name::contains));
    }
  }
}
