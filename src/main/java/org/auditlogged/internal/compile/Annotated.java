// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;

/**
 * An annotation and where it stands. Members that are not given have no value here.
 *
 * @param on what it stands on
 * @param outer the annotation that it stands in, or itself
 * @param mirror the annotation
 * @param value what it is in the outer one, or {@code null}
 */
record Annotated(
    Element on, AnnotationMirror outer, AnnotationMirror mirror, AnnotationValue value) {
  private static final String OURS = "org.auditlogged.";
  static final String LOGGED = OURS + "AuditLogged";
  static final String IGNORED = OURS + "AuditIgnored";
  static final String TARGET = OURS + "AuditTarget";
  static final String METADATA = OURS + "AuditMetadata";
  static final String ACTION = OURS + "AuditAction";
  static final String ACTIONS = OURS + "AuditAction.List";

  /** The annotation of that name, or {@code null}. */
  static Annotated find(Element on, String name) {
    for (var mirror : on.getAnnotationMirrors()) {
      if (name(mirror).equals(name)) {
        return new Annotated(on, mirror, mirror, null);
      }
    }
    return null;
  }

  /**
   * How an element is marked as audited, by itself or by an annotation that is; or {@code null}.
   */
  static Annotated mark(Element on) {
    return mark(on, new HashSet<>());
  }

  private static Annotated mark(Element on, Set<String> seen) {
    var own = find(on, LOGGED);
    if (own != null) {
      return own;
    }
    for (var mirror : on.getAnnotationMirrors()) {
      if (!isPlatform(name(mirror)) && seen.add(name(mirror))) {
        var found = mark(mirror.getAnnotationType().asElement(), seen);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The platform's own carry nothing of ours. */
  static boolean isPlatform(String type) {
    return type.startsWith("java.") || type.startsWith("jakarta.");
  }

  static String name(AnnotationMirror mirror) {
    return Model.element(mirror.getAnnotationType()).getQualifiedName().toString();
  }

  String name() {
    return name(mirror);
  }

  /** A member's value, or {@code null} when it is not given. */
  AnnotationValue member(String name) {
    for (var each : mirror.getElementValues().entrySet()) {
      if (each.getKey().getSimpleName().contentEquals(name)) {
        return each.getValue();
      }
    }
    return null;
  }

  String text(String name) {
    var member = member(name);
    return member == null ? "" : String.valueOf(member.getValue());
  }

  /** A class, or {@code null} when it is not given. */
  TypeMirror type(String name) {
    var member = member(name);
    return member != null && member.getValue() instanceof TypeMirror type ? type : null;
  }

  /** The annotations that are given for a member. */
  List<Annotated> nested(String name) {
    var nested = new ArrayList<Annotated>();
    var member = member(name);
    if (member != null && member.getValue() instanceof List<?> list) {
      for (var each : list) {
        if (each instanceof AnnotationValue inner
            && inner.getValue() instanceof AnnotationMirror annotation) {
          nested.add(new Annotated(on, outer, annotation, inner));
        }
      }
    }
    return nested;
  }

  /** Which of several it is or is in, where it may be repeated; -1 where it is not. */
  int repeated() {
    if (!name(outer).equals(ACTIONS)) {
      return -1;
    }
    var all = new Annotated(on, outer, outer, null).nested("value");
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).holds(mirror)) {
        return i;
      }
    }
    return -1;
  }

  private boolean holds(AnnotationMirror other) {
    return mirror.equals(other)
        || Stream.of("targets", "metadata", "actorMetadata")
            .flatMap(member -> nested(member).stream())
            .anyMatch(each -> each.holds(other));
  }
}
