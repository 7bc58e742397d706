// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.OnClassPath;

/** Finds what the annotation processor has written: in folders, jars, and jars inside of wars. */
final class CompiledSchemas {
  private final List<Catalogue> found = new ArrayList<>();

  private CompiledSchemas() {}

  /**
   * All of them as one.
   *
   * @throws Unusable when there is none, or a place is not there or cannot be read
   */
  static Catalogue read(List<Path> places) {
    var schemas = new CompiledSchemas();
    for (var place : places) {
      schemas.add(place);
    }
    return schemas.found.stream().reduce(Catalogue::and).orElseThrow(() -> nothingIn(places));
  }

  private static Unusable nothingIn(List<Path> places) {
    return new Unusable(
        "there is no "
            + OnClassPath.SCHEMAS
            + " in "
            + String.join(", ", places.stream().map(Path::toString).toList())
            + "; compile the application with auditlogged on its class path, or name where it is with"
            + " --classes",
        null);
  }

  private void add(Path place) {
    try {
      var inFolder = place.resolve(OnClassPath.SCHEMAS);
      if (Files.isDirectory(place)) {
        if (Files.exists(inFolder)) {
          add(Files.readAllBytes(inFolder), inFolder.toString());
        }
      } else if (Files.exists(place)) {
        try (var stream = Files.newInputStream(place)) {
          archive(stream, place.toString());
        }
      } else {
        // a mistyped one of several would else be taken for one without actions
        throw nothingIn(List.of(place));
      }
    } catch (IOException e) {
      throw new Unusable(
          place + " cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
    }
  }

  private void archive(InputStream stream, String place) throws IOException {
    var entries = new ZipInputStream(stream);
    ZipEntry entry;
    while ((entry = entries.getNextEntry()) != null) {
      var name = entry.getName();
      var inside = place + "!/" + name;
      if (name.equals(OnClassPath.SCHEMAS)
          || name.equals("WEB-INF/classes/" + OnClassPath.SCHEMAS)) {
        add(entries.readAllBytes(), inside);
      } else if (name.endsWith(".jar")) {
        archive(entries, inside);
      }
    }
  }

  private void add(byte[] text, String place) {
    try {
      found.add(Catalogue.read(new String(text, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new Unusable(
          place + " cannot be used: " + e.getMessage() + "; compile the application anew", e);
    }
  }
}
