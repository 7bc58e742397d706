// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** WildFly, with the configuration that has MicroProfile. */
final class WildFly implements Server {
  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) throws IOException {
    var server = Folders.server();
    Folders.copy(server.resolve("standalone"), base.resolve("standalone"));
    Folders.war(base.resolve("standalone/deployments/app.war"), extra);
    var ports = Ports.free(2);
    return List.of(
        "sh",
        server.resolve("bin/standalone.sh").toString(),
        "-c",
        "standalone-microprofile.xml",
        "-Djboss.server.base.dir=" + base.resolve("standalone"),
        "-Djboss.http.port=" + port,
        "-Djboss.https.port=" + ports.get(0),
        "-Djboss.management.http.port=" + ports.get(1));
  }

  @Override
  public Path data(Path base) {
    return base.resolve("standalone/data");
  }
}
