// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Payara Micro.
 *
 * @param java which of those that it runs on
 */
record PayaraMicro(int java) implements Server {
  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) throws IOException {
    return List.of(
        Jdk.home(java).resolve("bin/java").toString(),
        "-jar",
        Folders.path("server.jar").toString(),
        "--nocluster",
        "--port",
        String.valueOf(port),
        "--contextroot",
        "/app",
        "--deploy",
        Folders.war(base.resolve("app.war"), extra).toString());
  }
}
