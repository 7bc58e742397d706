// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.auditlogged.AuditLogged;

/**
 * How a class or method is marked as audited: by the annotation itself, or by one that carries it,
 * as a stereotype or another interceptor binding does. Stateless; for any thread.
 */
public final class Marks {
  private Marks() {}

  /** The annotation, or {@code null}. */
  static AuditLogged audited(AnnotatedElement element) {
    return find(element, type -> true);
  }

  /**
   * The annotation, or {@code null}.
   *
   * @param carriers which annotations may carry it
   */
  public static AuditLogged find(AnnotatedElement element, Predicate<Class<?>> carriers) {
    return find(element, carriers, new HashSet<>());
  }

  private static AuditLogged find(
      AnnotatedElement element, Predicate<Class<?>> carriers, Set<Class<?>> seen) {
    var own = element.getAnnotation(AuditLogged.class);
    if (own != null) {
      return own;
    }
    for (var each : element.getAnnotations()) {
      var type = each.annotationType();
      // the platform's own carry nothing of ours, and most annotations are the platform's
      boolean isPlatform =
          type.getName().startsWith("java.") || type.getName().startsWith("jakarta.");
      if (!isPlatform && carriers.test(type) && seen.add(type)) {
        var found = find(type, carriers, seen);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
