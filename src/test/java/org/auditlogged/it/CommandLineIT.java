// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar of the command line, without any server; with one, see {@link ParkedIT}. */
class CommandLineIT {

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
  void theLibraryHasNothingOfIt() throws Exception {
    try (var jar = new JarFile(System.getProperty("lib.jar"))) {
      assertThat(jar.stream().map(Object::toString))
          .isNotEmpty()
          .noneMatch(name -> List.of("picocli", "/cli/").stream().anyMatch(name::contains));
    }
  }
}
