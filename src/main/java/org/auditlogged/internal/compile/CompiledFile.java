// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.OnClassPath;

/**
 * The catalogue beside the classes. Invariant: it holds what is compiled now and, of what an
 * earlier compilation found, what is still there and not compiled now; when nothing of it has
 * changed it is not touched, so that nothing is built anew for it.
 */
final class CompiledFile {
  private final Filer filer;
  private final Messager messager;

  CompiledFile(Filer filer, Messager messager) {
    this.filer = filer;
    this.messager = messager;
  }

  /**
   * Writes.
   *
   * @param declared what is declared in what is compiled now
   * @param isElsewhere whether a declaration is still there and not compiled now
   */
  void write(
      Collection<Declaration> declared, Predicate<Declaration> isElsewhere, Set<String> automatic) {
    try {
      var before = read();
      var all = new ArrayList<>(declared);
      declarations(before).stream().filter(isElsewhere).forEach(all::add);
      var text = Catalogue.of(all, automatic).json();
      boolean isNeeded = before == null ? !all.isEmpty() : !text.equals(before);
      if (isNeeded) {
        var file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", OnClassPath.SCHEMAS);
        try (var out = file.openWriter()) {
          out.write(text);
        }
      }
    } catch (IOException e) {
      messager.printMessage(
          Diagnostic.Kind.WARNING, OnClassPath.SCHEMAS + " could not be written: " + e);
    }
  }

  /** The text of an earlier compilation, or {@code null}. */
  private String read() throws IOException {
    try {
      return filer
          .getResource(StandardLocation.CLASS_OUTPUT, "", OnClassPath.SCHEMAS)
          .getCharContent(true)
          .toString();
    } catch (NoSuchFileException | FileNotFoundException e) {
      return null;
    }
  }

  private static Collection<Declaration> declarations(String text) {
    try {
      return text == null ? Set.of() : Catalogue.read(text).declarations();
    } catch (IllegalArgumentException e) {
      // of another version: all of it is compiled anew before long
      return Set.of();
    }
  }
}
