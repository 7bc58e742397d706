// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** TomEE, embedded: started by a main of a few lines, as its users do. */
final class TomEe implements Server {
  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) throws IOException {
    return List.of(
        Jdk.home(java()).resolve("bin/java").toString(),
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        // else it finds the resources of an application and none of its providers
        "-Dopenejb.jaxrs.providers.auto=true",
        "-cp",
        Folders.path("server.folder") + File.separator + "*",
        Folders.path("server.main").toString(),
        Folders.war(base.resolve("app.war"), extra).toString(),
        String.valueOf(port),
        base.resolve("server").toString());
  }

  @Override
  public Path data(Path base) {
    return base.resolve("server");
  }
}
