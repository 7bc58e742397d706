// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the server is asked about itself. Stateless. */
final class Server {
  private static final String QUARKUS = "io.quarkus.runtime.ExecutionMode";

  private Server() {}

  /** The name of the deployment; where the server does not tell, {@code application}. */
  static String deployment() {
    var application = name("java:app/AppName");
    var module = name("java:module/ModuleName");
    // an EAR has several modules, and each that brings this library is an application to us
    return application == null
        ? "application"
        : module == null || module.equals(application) ? application : application + "-" + module;
  }

  private static String name(String jndi) {
    try {
      var name = new InitialContext().lookup(jndi);
      return name == null || name.toString().isBlank() ? null : name.toString();
    } catch (NamingException | LinkageError e) {
      return null;
    }
  }

  /**
   * Whether the application is only being prepared. Quarkus makes beans, and tells them that the
   * application has begun, while it cannot yet be configured; in a native image that even happens
   * when it is built. Only Quarkus can be asked, and by reflection, because only it has the class.
   */
  static boolean isPreparing() {
    return isPreparing(QUARKUS);
  }

  static boolean isPreparing(String mode) {
    try {
      var type = Class.forName(mode, true, Server.class.getClassLoader());
      return type.getMethod("current").invoke(null).toString().equals("STATIC_INIT");
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /**
   * Whether {@link WebStart} comes after all else of the start; where there are no servlets, and on
   * Quarkus, nothing does.
   */
  static boolean startsWithServlets() {
    return isThere("jakarta.servlet.ServletContextListener") && !isThere(QUARKUS);
  }

  /**
   * Whether the end of the request scope is the last word of a request, whenever that is answered.
   * On Quarkus it is, and the only one on an exception that is not mapped; elsewhere the scope ends
   * with the method, or there is a response filter.
   */
  static boolean endsRequestsLast() {
    return isThere(QUARKUS);
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, Server.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /**
   * The server's folder for data, else the working directory. A folder that the server unpacks
   * itself into and throws away, as Payara Micro does in the temporary folder, is no place for what
   * has to last.
   */
  static Path dataFolder(Function<String, String> properties) {
    var temporary = Path.of(properties.apply("java.io.tmpdir")).toAbsolutePath();
    return Stream.of(
            "jboss.server.data.dir", // WildFly
            "com.sun.aas.instanceRoot", // Payara, GlassFish
            "server.output.dir", // Open Liberty
            "catalina.base") // TomEE
        .map(properties)
        .filter(folder -> folder != null && !folder.isBlank())
        .map(folder -> Path.of(folder).toAbsolutePath())
        .filter(folder -> Files.isDirectory(folder) && !folder.startsWith(temporary))
        .findFirst()
        .orElse(Path.of("").toAbsolutePath());
  }
}
