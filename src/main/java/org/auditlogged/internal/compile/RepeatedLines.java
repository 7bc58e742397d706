// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/**
 * The lines of annotations that are repeated: there the compiler tells a processor of their
 * container only, which stands nowhere in the source. Needs the JDK's own compiler; with any other
 * the line is that of the class. Stateless.
 */
final class RepeatedLines {
  private RepeatedLines() {}

  /**
   * Tells something of one of several.
   *
   * @param index which of them
   * @return whether it could be told
   */
  static boolean say(
      ProcessingEnvironment environment, Kind kind, String text, Element on, int index) {
    try {
      var trees = Trees.instance(environment);
      var path = trees.getPath(on);
      if (path == null) {
        return false;
      }
      var repeated =
          annotations(path).stream()
              .filter(each -> isOurs(each.getAnnotationType().toString()))
              .toList();
      if (index >= repeated.size()) {
        return false;
      }
      trees.printMessage(kind, text, repeated.get(index), path.getCompilationUnit());
      return true;
    } catch (IllegalArgumentException | LinkageError e) {
      return false;
    }
  }

  private static List<? extends AnnotationTree> annotations(TreePath path) {
    return path.getLeaf() instanceof ClassTree type
        ? type.getModifiers().getAnnotations()
        : path.getCompilationUnit().getPackageAnnotations();
  }

  private static boolean isOurs(String name) {
    return name.equals("AuditAction") || name.equals(Annotated.ACTION);
  }
}
