// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One runtime: how it is started as a process, and no more. All behave the same to the tests; what
 * they do not give is listed in {@link Limits}.
 */
interface Server {

  /**
   * Lays out a folder of its own, from which one process will run.
   *
   * @param base an empty folder, the process's working directory
   * @param port where it has to answer
   * @param extra jars that are part of the application beside what it always has
   * @return the command
   */
  List<String> prepare(Path base, int port, List<Path> extra) throws IOException;

  /** Below which path the application answers. */
  default String context() {
    return "/app";
  }

  /** Where the outbox lies when nothing is configured, in the folder above. */
  default Path data(Path base) {
    return base;
  }

  /** What the application calls its database: by JNDI, or as a bean. */
  default String dataSource() {
    return "java:app/jdbc/shop";
  }

  /** What the application has to bring for that. */
  default List<Class<?>> beans() {
    return List.of();
  }

  /** The Java it needs. */
  default int java() {
    return 17;
  }

  /** The runtime that these tests are for: the system property {@code runtime}. */
  static Server current() {
    return switch (name()) {
      case "wildfly" -> new WildFly();
      case "openliberty" -> new OpenLiberty();
      case "glassfish7" -> new GlassFish(17);
      case "glassfish8" -> new GlassFish(25);
      case "payara-micro" -> new PayaraMicro(17);
      case "payara-micro-25" -> new PayaraMicro(25);
      case "payara-embedded" -> new PayaraEmbedded();
      case "tomee" -> new TomEe();
      case "quarkus" -> new Quarkus();
      case "helidon" -> new Helidon();
      default -> throw new IllegalArgumentException("no runtime is called " + name());
    };
  }

  static String name() {
    return Folders.property("runtime");
  }
}
