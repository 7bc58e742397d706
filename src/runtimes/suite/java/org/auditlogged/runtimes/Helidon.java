// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.auditlogged.runtimes.shop.PooledSource;

/** Helidon MP: an ordinary class path. */
final class Helidon implements Server {
  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) {
    var path = new StringBuilder(Folders.path("app.folder") + File.separator + "*");
    extra.forEach(jar -> path.append(File.pathSeparator).append(jar));
    return List.of(
        Jdk.home(java()).resolve("bin/java").toString(),
        "-Dserver.host=127.0.0.1",
        "-Dserver.port=" + port,
        "-cp",
        path.toString(),
        "io.helidon.Main");
  }

  @Override
  public String dataSource() {
    return "shop";
  }

  @Override
  public List<Class<?>> beans() {
    return List.of(PooledSource.class);
  }

  @Override
  public String context() {
    return "";
  }

  @Override
  public int java() {
    return 25;
  }
}
