// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was compiled and committed, as an application finds it on its class path; each jar may have
 * its own. Stateless.
 */
public final class OnClassPath {
  /** What the annotation processor writes. */
  public static final String SCHEMAS = "META-INF/auditlogged/schemas.json";

  private OnClassPath() {}

  /**
   * The catalogue that was compiled; without anything in it when there is none.
   *
   * @throws IllegalArgumentException when a file cannot be used; the text names it and says why
   */
  public static Catalogue catalogue(ClassLoader loader) {
    var catalogue = Catalogue.of(List.of(), Set.of());
    for (var file : all(loader, SCHEMAS)) {
      try {
        catalogue = catalogue.and(Catalogue.read(text(file)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            file + " cannot be used: " + e.getMessage() + "; compile the application anew", e);
      }
    }
    return catalogue;
  }

  /**
   * What is pinned; nothing when there is no lock file.
   *
   * @throws IllegalArgumentException when a file cannot be used, or two pin an action to different
   *     versions; the text names the file and says why
   */
  public static LockFile lockFile(ClassLoader loader) {
    var pins = new TreeMap<String, LockFile.Pin>();
    for (var file : all(loader, LockFile.NAME)) {
      LockFile.read(text(file), file.toString())
          .pins()
          .forEach(
              (action, pin) -> {
                var other = pins.put(action, pin);
                if (other != null && other.version() != pin.version()) {
                  throw new IllegalArgumentException(
                      file
                          + " pins "
                          + action
                          + " to version "
                          + pin.version()
                          + ", and another "
                          + LockFile.NAME
                          + " on the class path to "
                          + other.version()
                          + "; expected one of both");
                }
              });
    }
    return new LockFile(pins);
  }

  private static Set<URL> all(ClassLoader loader, String name) {
    try {
      var all = new ArrayList<URL>();
      loader.getResources(name).asIterator().forEachRemaining(all::add);
      return new LinkedHashSet<>(all);
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " cannot be looked for: " + e.getMessage(), e);
    }
  }

  private static String text(URL file) {
    try {
      var connection = file.openConnection();
      // a cached jar would stay open when the application is undeployed
      connection.setUseCaches(false);
      try (var in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
