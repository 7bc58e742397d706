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
    var java = Jdk.home(java()).resolve("bin/java").toString();
    if (extra.isEmpty()) {
      return List.of("sh", "-c", run(java, port, Folders.path("app.folder")));
    }
    // what it is made of is looked at when it is built, so it has to be built again
    var app = base.resolve("quarkus-app");
    Folders.copy(Folders.path("app.folder"), app);
    for (var jar : extra) {
      // an extension brings its own
      if (!Jars.isDriver(jar)) {
        Files.copy(jar, app.resolve("providers").resolve(jar.getFileName()));
      }
    }
    return List.of(
        "sh",
        "-c",
        "%s -Dquarkus.launch.rebuild=true -jar %s && %s"
            .formatted(java, app.resolve("quarkus-run.jar"), run(java, port, app)));
  }

  private static String run(String java, int port, Path app) {
    return "exec %s -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=%d '-Dquarkus.datasource.jdbc.url=jdbc:h2:./shop;WRITE_DELAY=0' -jar %s"
        .formatted(java, port, app.resolve("quarkus-run.jar"));
  }

  @Override
  public String dataSource() {
    return "default";
  }

  @Override
  public String context() {
    return "";
  }
}
