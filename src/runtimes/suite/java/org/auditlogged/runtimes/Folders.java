// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where things lie, as the build tells. Stateless. */
final class Folders {
  private Folders() {}

  static String property(String name) {
    var value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the system property " + name + " is not set by the build");
    }
    return value;
  }

  static Path path(String property) {
    return Path.of(property(property)).toAbsolutePath().normalize();
  }

  /** The unpacked server: the only folder in that of the unpacked archive. */
  static Path server() throws IOException {
    try (var found = Files.list(path("server.folder"))) {
      return found
          .filter(Files::isDirectory)
          .filter(f -> !f.endsWith("META-INF"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The folder, empty, whatever an earlier run has left in it. */
  static Path fresh(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  /** The application as a WAR, with more jars in it. */
  static Path war(Path target, List<Path> extra) throws IOException {
    Files.createDirectories(target.getParent());
    Files.copy(path("war"), target, StandardCopyOption.REPLACE_EXISTING);
    var uri = URI.create("jar:" + target.toUri());
    try (var zip = FileSystems.newFileSystem(uri, Map.of())) {
      for (var jar : extra) {
        Files.copy(jar, zip.getPath("WEB-INF", "lib", jar.getFileName().toString()));
      }
    }
    return target;
  }

  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              var copy = to.resolve(from.relativize(file).toString());
              if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
              } else {
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
