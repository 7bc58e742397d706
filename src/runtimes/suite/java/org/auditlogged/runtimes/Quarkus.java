// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Quarkus in JVM mode: the application as its plugin has built it. */
final class Quarkus implements Server {
  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) throws IOException {
    var app = Folders.path("app.folder");
    var java = Jdk.home(java()).resolve("bin/java").toString();
    if (!extra.isEmpty()) {
      // what it is made of is looked at when it is built, so it has to be built again
      app = base.resolve("quarkus-app");
      Folders.copy(Folders.path("app.folder"), app);
      for (var jar : extra) {
        Files.copy(jar, app.resolve("providers").resolve(jar.getFileName()));
      }
      return List.of(
          java, "-Dquarkus.launch.rebuild=true", "-jar", app.resolve("quarkus-run.jar").toString());
    }
    return List.of(
        java,
        "-Dquarkus.http.host=127.0.0.1",
        "-Dquarkus.http.port=" + port,
        "-jar",
        app.resolve("quarkus-run.jar").toString());
  }

  @Override
  public String context() {
    return "";
  }
}
