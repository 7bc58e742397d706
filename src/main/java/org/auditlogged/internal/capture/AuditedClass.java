// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auditlogged.AuditLogged;

/**
 * The audited methods of one class, wherever the annotation stands. For one thread, in practice the
 * one that deploys. Looking at a class that has nothing to do with auditing is cheap: every class
 * of an application is looked at.
 */
public final class AuditedClass {
  private final Lineage lineage;

  private AuditedClass(Lineage lineage) {
    this.lineage = lineage;
  }

  /** Looks at a class. */
  public static AuditedClass of(Class<?> type) {
    return new AuditedClass(new Lineage(type));
  }

  /** The methods that an object of the class runs, with the annotation that covers each. */
  public Map<Method, AuditLogged> annotations() {
    var annotations = new LinkedHashMap<Method, AuditLogged>();
    for (var audited : methods()) {
      annotations.put(audited.method(), audited.annotation().orElseThrow());
    }
    return annotations;
  }

  /** Its audited methods, and those that are annotated although their calls cannot be seen. */
  List<AuditedMethod> methods() {
    return isMarked()
        ? lineage.methods().stream()
            .filter(m -> AuditPoints.isCallable(m) || m.isAnnotationPresent(AuditLogged.class))
            .map(m -> new AuditedMethod(lineage, m))
            .filter(audited -> audited.annotation().isPresent())
            .toList()
        : List.of();
  }

  private boolean isMarked() {
    return lineage.classes().stream().anyMatch(c -> Marks.audited(c) != null)
        || lineage.declared().stream().anyMatch(m -> Marks.audited(m) != null);
  }
}
