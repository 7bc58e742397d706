// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Libraries that an application may have. Stateless. */
final class Jars {
  private Jars() {}

  /** A library of beans. */
  static Path of(String name, List<Class<?>> beans) throws IOException {
    var jar = Folders.path("runtime.folder").resolve(name);
    Files.createDirectories(jar.getParent());
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var bean : beans) {
        var entry = bean.getName().replace('.', '/') + ".class";
        try (var in = bean.getClassLoader().getResourceAsStream(entry)) {
          put(out, entry, in.readAllBytes());
        }
      }
      put(
          out,
          "META-INF/beans.xml",
          """
          <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"/>
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  /** Whether it is what {@link DatabaseIT} gives the application for its database. */
  static boolean isDriver(Path jar) {
    return jar.getFileName().toString().startsWith("h2-");
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
