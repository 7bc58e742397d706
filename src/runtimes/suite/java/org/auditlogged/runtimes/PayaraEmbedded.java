// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Payara Embedded: started by a main of a few lines, as its users do. */
final class PayaraEmbedded implements Server {
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.net",
          "java.base/sun.net.www.protocol.jar",
          "java.naming/javax.naming.spi");

  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(Jdk.home(java()).resolve("bin/java").toString());
    OPENED.forEach(it -> command.add("--add-opens=" + it + "=ALL-UNNAMED"));
    command.addAll(
        List.of(
            "-cp",
            Folders.path("server.jar").toString(),
            Folders.path("server.main").toString(),
            Folders.war(base.resolve("app.war"), extra).toString(),
            String.valueOf(port)));
    return command;
  }
}
