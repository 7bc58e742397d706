// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auditlogged.AuditLogged;
import org.auditlogged.internal.capture.AuditedClass;
import org.auditlogged.internal.capture.Marks;

/**
 * Which audited methods of a class CDI sees by itself, and which it has to be told of: it does not
 * inherit bindings from interfaces, nor from what a method overrides. Stateless; for any thread.
 */
final class Bindings {
  private Bindings() {}

  /** Whether calls of objects of the class may be audited. */
  static boolean isAudited(Class<?> type) {
    return !annotations(type).isEmpty();
  }

  /** The methods that have to be bound to the interceptor, with the annotation that binds them. */
  static Map<Method, AuditLogged> missing(Class<?> type) {
    if (Modifier.isAbstract(type.getModifiers()) || isBound(type)) {
      return Map.of();
    }
    var missing = new LinkedHashMap<>(annotations(type));
    missing.keySet().removeIf(m -> Modifier.isPrivate(m.getModifiers()) || isBound(m));
    return missing;
  }

  private static Map<Method, AuditLogged> annotations(Class<?> type) {
    try {
      // an interceptor carries its binding without being bound by it
      return type.isAnnotationPresent(Interceptor.class)
              || type.isAnnotationPresent(Decorator.class)
          ? Map.of()
          : AuditedClass.of(type).annotations();
    } catch (LinkageError | TypeNotPresentException e) {
      // it speaks of classes that are not there: a part of some library that is not used
      return Map.of();
    }
  }

  private static boolean isBound(AnnotatedElement element) {
    return Marks.find(element, Bindings::isCarrier) != null;
  }

  private static boolean isCarrier(Class<?> annotation) {
    return annotation.isAnnotationPresent(Stereotype.class)
        || annotation.isAnnotationPresent(InterceptorBinding.class);
  }
}
