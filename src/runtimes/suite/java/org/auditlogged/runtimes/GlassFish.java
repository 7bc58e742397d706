// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * GlassFish 7 or 8.
 *
 * @param java what that release needs
 */
record GlassFish(int java) implements Server {
  // of the domain that comes with it, by their places in its configuration
  private static final List<String> PORTS =
      List.of("8181", "4848", "7676", "3700", "3820", "3920", "8686", "9009", "6666");

  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) throws IOException {
    var server = Folders.server();
    var domain = base.resolve("domains/domain1");
    Folders.copy(server.resolve("glassfish/domains"), base.resolve("domains"));
    var file = domain.resolve("config/domain.xml");
    var text = port(Files.readString(file), "8080", port);
    var free = Ports.free(PORTS.size());
    for (int i = 0; i < PORTS.size(); i++) {
      text = port(text, PORTS.get(i), free.get(i));
    }
    Files.writeString(file, text);
    Folders.war(domain.resolve("autodeploy/app.war"), extra);
    return List.of(
        "bash",
        server.resolve("bin/asadmin").toString(),
        "start-domain",
        "--verbose",
        "--domaindir",
        base.resolve("domains").toString(),
        "domain1");
  }

  private static String port(String text, String from, int to) {
    return text.replace("port=\"" + from + "\"", "port=\"" + to + "\"")
        .replace("value=\"" + from + "\"", "value=\"" + to + "\"");
  }

  @Override
  public Path data(Path base) {
    return base.resolve("domains/domain1");
  }
}
