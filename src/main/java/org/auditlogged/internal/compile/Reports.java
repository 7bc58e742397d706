// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Tells the compiler, at the line that is meant. What is wrong with an annotation of a class or an
 * interface is told once, however many methods it is found for. For one compilation.
 */
final class Reports {
  private final ProcessingEnvironment environment;
  private final Messager messager;
  private final Set<String> compiled;
  private final Set<Object> told = new HashSet<>();
  private boolean hasErrors;

  /**
   * For a compilation.
   *
   * @param compiled the names of the outermost classes whose sources are there
   */
  Reports(ProcessingEnvironment environment, Set<String> compiled) {
    this.environment = environment;
    this.messager = environment.getMessager();
    this.compiled = compiled;
  }

  boolean hasErrors() {
    return hasErrors;
  }

  void report(Kind kind, Element element, String text) {
    hasErrors |= kind == Kind.ERROR;
    messager.printMessage(kind, text, element);
  }

  /** For an annotation without source, as of a class in a jar, of what is looked at instead. */
  At at(Element instead) {
    return new At(instead);
  }

  /** What is told of one class. */
  final class At {
    private final Element instead;

    private At(Element instead) {
      this.instead = instead;
    }

    /**
     * Something is wrong.
     *
     * @param member the member that is, when it is given
     */
    void error(Annotated annotation, String member, String text) {
      say(Kind.ERROR, annotation, member, text);
    }

    void warn(Annotated annotation, String member, String text) {
      say(Kind.WARNING, annotation, member, text);
    }

    private void say(Kind kind, Annotated annotation, String member, String text) {
      hasErrors |= kind == Kind.ERROR;
      if (!isCompiled(annotation.on())) {
        if (told.add(instead + text)) {
          messager.printMessage(kind, text, instead);
        }
        return;
      }
      var value = annotation.member(member);
      var at = value == null ? annotation.value() : value;
      if (told.add(new Told(at == null ? annotation.mirror() : at, text))) {
        int repeated = annotation.repeated();
        if (repeated < 0
            || !RepeatedLines.say(environment, kind, text, annotation.on(), repeated)) {
          messager.printMessage(kind, text, annotation.on(), annotation.outer(), at);
        }
      }
    }
  }

  private record Told(Object at, String text) {}

  private boolean isCompiled(Element element) {
    for (var each = element; each != null; each = each.getEnclosingElement()) {
      if (each instanceof TypeElement type
          && compiled.contains(type.getQualifiedName().toString())) {
        return true;
      }
      if (each.getKind() == ElementKind.PACKAGE) {
        return each == element;
      }
    }
    return false;
  }
}
