// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
  private static final Path HERE = Path.of("").toAbsolutePath();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jboss.server.data.dir",
        "com.sun.aas.instanceRoot",
        "server.output.dir",
        "catalina.base"
      })
  void keepsDataWhereTheServerDoes(String property) {
    assertThat(Server.dataFolder(properties(Map.of(property, folder.toString()))::get))
        .isEqualTo(folder);
  }

  @Test
  void keepsDataInTheWorkingDirectoryOfAServerThatSaysNothing() {
    assertThat(Server.dataFolder(properties(Map.of())::get)).isEqualTo(HERE);
    assertThat(Server.dataFolder(properties(Map.of("catalina.base", " "))::get)).isEqualTo(HERE);
    var missing = folder.resolve("missing").toString();
    assertThat(Server.dataFolder(properties(Map.of("catalina.base", missing))::get))
        .isEqualTo(HERE);
  }

  @Test
  void keepsNothingInAFolderThatIsThrownAway() throws IOException {
    var unpacked = Files.createDirectory(folder.resolve("payaramicro-rt1"));
    var properties = properties(Map.of("com.sun.aas.instanceRoot", unpacked.toString()));
    properties.put("java.io.tmpdir", folder.toString());
    assertThat(Server.dataFolder(properties::get)).isEqualTo(HERE);
  }

  @Test
  void hasANameForADeploymentOutsideOfAServer() {
    assertThat(Server.deployment()).isEqualTo("application");
  }

  @Test
  void waitsForTheStartOfServletsWhereThereAreAny() {
    assertThat(Server.startsWithServlets()).isTrue();
  }

  @Test
  void knowsWhenQuarkusOnlyPrepares() {
    assertThat(Server.isPreparing()).isFalse();
    assertThat(Server.isPreparing(Mode.class.getName())).isTrue();
    Mode.now = Mode.RUNNING;
    assertThat(Server.isPreparing(Mode.class.getName())).isFalse();
  }

  /** As Quarkus has one. */
  public enum Mode {
    STATIC_INIT,
    RUNNING;

    private static Mode now = STATIC_INIT;

    public static Mode current() {
      return now;
    }
  }

  /** Of a server whose temporary folder is elsewhere. */
  private static Map<String, String> properties(Map<String, String> some) {
    var properties = new HashMap<>(some);
    properties.put("java.io.tmpdir", HERE.resolve("temporary").toString());
    return properties;
  }
}
