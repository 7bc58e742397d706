// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * A method as the annotations on it, on what it overrides and on its classes describe it; the
 * nearest wins.
 */
final class AuditedElement {
  private final TypeLineage lineage;
  private final List<ExecutableElement> overridden;
  private final ExecutableElement method;

  AuditedElement(TypeLineage lineage, ExecutableElement method) {
    this.lineage = lineage;
    this.overridden = lineage.same(method);
    this.method = overridden.get(0);
  }

  TypeLineage lineage() {
    return lineage;
  }

  ExecutableElement method() {
    return method;
  }

  /** All that are this method, nearest first. */
  List<ExecutableElement> overridden() {
    return overridden;
  }

  /** The annotation that covers it, wherever it stands; {@code null} when none does. */
  Annotated mark() {
    for (var each : overridden) {
      var own = Annotated.mark(each);
      if (own != null || Annotated.find(each, Annotated.IGNORED) != null) {
        return own;
      }
    }
    return isOfObject() ? null : ofClass();
  }

  /** Whether somebody has said to audit it or not to. */
  boolean isDecided() {
    return mark() != null
        || overridden.stream().anyMatch(m -> Annotated.find(m, Annotated.IGNORED) != null);
  }

  boolean isContradictory() {
    return Annotated.find(method, Annotated.LOGGED) != null
        && Annotated.find(method, Annotated.IGNORED) != null;
  }

  /** Whether calls of it can be seen; one that is annotated all the same is looked at as well. */
  boolean isCallable() {
    return !isHidden() || Annotated.find(method, Annotated.LOGGED) != null;
  }

  boolean isHidden() {
    return method.getModifiers().contains(Modifier.PRIVATE)
        || method.getModifiers().contains(Modifier.STATIC);
  }

  /** The action that the annotation gives it. */
  String action(Annotated mark) {
    var value = mark.text("value");
    boolean isOwn = overridden.stream().anyMatch(m -> Annotated.mark(m) != null);
    return isOwn || value.isBlank() ? value : value + "." + snakeCase(method.getSimpleName());
  }

  /** {@code com.acme.Secrets.read(String)}. */
  String place() {
    var model = lineage.model();
    var owner = (TypeElement) method.getEnclosingElement();
    return model.binaryName(owner)
        + "."
        + method.getSimpleName()
        + method.getParameters().stream()
            .map(each -> model.simpleName(each.asType()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * What is annotated on a parameter; what the method itself does not repeat counts where it
   * overrides it.
   */
  List<Annotated> onParameter(int index) {
    var all = new ArrayList<Annotated>();
    for (var each : overridden) {
      var parameter = each.getParameters().get(index);
      for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
        var name = Annotated.name(mirror);
        if (all.stream().noneMatch(known -> known.name().equals(name))) {
          all.add(new Annotated(parameter, mirror, mirror, null));
        }
      }
    }
    return all;
  }

  /** Not what every object has, even where a class has its own of it. */
  private boolean isOfObject() {
    var object = lineage.model().elements().getTypeElement("java.lang.Object");
    return object.getEnclosedElements().stream()
        .filter(each -> each.getSimpleName().equals(method.getSimpleName()))
        .map(each -> (ExecutableElement) each)
        .anyMatch(each -> parameters(each).equals(parameters(method)));
  }

  private List<String> parameters(ExecutableElement of) {
    return of.getParameters().stream()
        .map(each -> lineage.model().types().erasure(each.asType()).toString())
        .toList();
  }

  private Annotated ofClass() {
    return lineage.classes().stream()
        .map(Annotated::mark)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String snakeCase(CharSequence name) {
    return name.toString()
        .replaceAll("([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", "$1$3_$2$4")
        .toLowerCase(Locale.ROOT);
  }
}
