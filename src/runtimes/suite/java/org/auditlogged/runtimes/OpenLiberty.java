// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Open Liberty, with the features that README names. */
final class OpenLiberty implements Server {
  private static final String CONFIGURATION =
      """
      <server>
        <featureManager>
          <feature>cdi-4.0</feature>
          <feature>restfulWS-3.1</feature>
          <feature>jsonb-3.0</feature>
          <feature>mpConfig-3.1</feature>
          <feature>mpRestClient-3.0</feature>
          <feature>expressionLanguage-5.0</feature>
          <feature>servlet-6.0</feature>
          <feature>beanValidation-3.0</feature>
          <!-- for an outbox in a database -->
          <feature>jdbc-4.3</feature>
          <feature>jndi-1.0</feature>
        </featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
        <!-- it makes no data source of a driver that is in the application only -->
        <library id="drivers">
          <fileset dir="${server.config.dir}/drivers" includes="*.jar"/>
        </library>
        <webApplication location="app.war" contextRoot="/app">
          <classloader commonLibraryRef="drivers"/>
        </webApplication>
      </server>
      """;

  @Override
  public List<String> prepare(Path base, int port, List<Path> extra) throws IOException {
    var folder = Files.createDirectories(base.resolve("servers/defaultServer"));
    Files.writeString(folder.resolve("server.xml"), CONFIGURATION.formatted(port));
    var drivers = Files.createDirectories(folder.resolve("drivers"));
    for (var jar : extra.stream().filter(Jars::isDriver).toList()) {
      Files.copy(jar, drivers.resolve(jar.getFileName()));
    }
    var others = extra.stream().filter(jar -> !Jars.isDriver(jar)).toList();
    Folders.war(folder.resolve("apps/app.war"), others);
    return List.of(
        "env",
        "WLP_USER_DIR=" + base,
        "sh",
        Folders.server().resolve("bin/server").toString(),
        "run",
        "defaultServer");
  }

  @Override
  public Path data(Path base) {
    return base.resolve("servers/defaultServer");
  }
}
