// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds the Java that a server needs. Stateless. */
final class Jdk {
  private Jdk() {}

  /** The home of a Java of this version: the one that runs the tests, or one that is installed. */
  static Path home(int version) {
    return candidates(version)
        .filter(home -> version(home) == version)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    ("%s needs a JDK %d, and none was found; say where it is: -Djdk%2$d.home=… or"
                            + " the environment variable JAVA_HOME_%2$d_X64")
                        .formatted(Server.name(), version)));
  }

  private static Stream<Path> candidates(int version) {
    var named =
        Stream.of(
                System.getProperty("java.home"),
                System.getProperty("jdk" + version + ".home"),
                System.getenv("JAVA_HOME_" + version + "_X64"),
                System.getenv("JAVA_HOME_" + version))
            .filter(home -> home != null && !home.isBlank())
            .map(Path::of);
    var installed =
        Stream.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"),
                Path.of(System.getProperty("user.home"), ".jdks"))
            .flatMap(Jdk::list)
            .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")));
    return Stream.concat(named, installed);
  }

  private static Stream<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var found = Files.list(folder)) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As its file "release" says; 0 when there is none. */
  private static int version(Path home) {
    var release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    try (var text = Files.newBufferedReader(release)) {
      var properties = new Properties();
      properties.load(text);
      var version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Integer.parseInt(version.split("\\D")[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
