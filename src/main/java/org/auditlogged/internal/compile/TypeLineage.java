// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * A class with everything it inherits from but the platform's, and which of their methods are one
 * and the same: what the running application finds out by reflection, in the same order.
 */
final class TypeLineage {
  private final Model model;
  private final TypeElement type;
  private final Set<TypeElement> classes = new LinkedHashSet<>();
  private final List<ExecutableElement> methods = new ArrayList<>();

  TypeLineage(Model model, TypeElement type) {
    this.model = model;
    this.type = type;
    for (var c = type; c != null && !isPlatform(c); c = superclass(c)) {
      classes.add(c);
    }
    var interfaces = new LinkedHashSet<TypeElement>();
    classes.forEach(c -> addInterfaces(c, interfaces));
    classes.addAll(interfaces);
    classes.forEach(c -> methods.addAll(ElementFilter.methodsIn(c.getEnclosedElements())));
  }

  Model model() {
    return model;
  }

  TypeElement type() {
    return type;
  }

  /** The class, its superclasses, then all interfaces. */
  Set<TypeElement> classes() {
    return classes;
  }

  /** Whether anything of it is audited. */
  boolean isMarked() {
    return classes.stream().anyMatch(c -> Annotated.mark(c) != null)
        || methods.stream().anyMatch(m -> Annotated.mark(m) != null);
  }

  /** Each method that an object of the class runs, and what cannot be overridden. */
  List<ExecutableElement> methods() {
    return methods.stream().filter(m -> same(m).get(0).equals(m)).toList();
  }

  /** All that are the same as a method, nearest first. */
  List<ExecutableElement> same(ExecutableElement method) {
    if (isAlone(method)) {
      return List.of(method);
    }
    var signature = erased(method);
    return methods.stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && !isAlone(m))
        .filter(m -> isSame(erased(m), signature))
        .toList();
  }

  /** The types of a method as this class has them. */
  ExecutableType resolved(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.STATIC)
        ? (ExecutableType) method.asType()
        : (ExecutableType) model.types().asMemberOf((DeclaredType) type.asType(), method);
  }

  private List<TypeMirror> erased(ExecutableElement method) {
    var erased = new ArrayList<TypeMirror>();
    resolved(method).getParameterTypes().forEach(each -> erased.add(model.types().erasure(each)));
    return erased;
  }

  private boolean isSame(List<TypeMirror> one, List<TypeMirror> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!model.types().isSameType(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlone(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.PRIVATE)
        || method.getModifiers().contains(Modifier.STATIC);
  }

  private static TypeElement superclass(TypeElement type) {
    var above = type.getSuperclass();
    return above.getKind() == TypeKind.DECLARED ? Model.element(above) : null;
  }

  private static void addInterfaces(TypeElement type, Set<TypeElement> found) {
    for (var each : type.getInterfaces()) {
      if (each.getKind() == TypeKind.DECLARED && !isPlatform(Model.element(each))) {
        found.add(Model.element(each));
        addInterfaces(Model.element(each), found);
      }
    }
  }

  private static boolean isPlatform(TypeElement type) {
    return Annotated.isPlatform(type.getQualifiedName().toString());
  }
}
