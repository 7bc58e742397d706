// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;

/**
 * A method as the annotations on it, on what it overrides and on its classes describe it. The
 * nearest wins: the method, then the methods it overrides or implements, then the class, then its
 * superclasses and interfaces.
 */
final class AuditedMethod {
  // its name, because nothing here knows of contexts and dependency injection
  private static final String OBSERVES = "jakarta.enterprise.event.ObservesAsync";

  private final Lineage lineage;
  private final Method method;
  private final List<Method> overridden;

  /**
   * A method of objects of a class.
   *
   * @param lineage the class of the object that is called
   * @param method the method; of what it overrides or bridges, the one that is run is meant
   */
  AuditedMethod(Lineage lineage, Method method) {
    this.lineage = lineage;
    this.overridden = lineage.same(method);
    this.method = overridden.get(0);
  }

  Method method() {
    return method;
  }

  /**
   * The annotation that covers the method, wherever it stands; empty when the nearest word is to
   * ignore it.
   */
  Optional<AuditLogged> annotation() {
    for (var each : overridden) {
      var own = Marks.audited(each);
      if (own != null || each.isAnnotationPresent(AuditIgnored.class)) {
        return Optional.ofNullable(own);
      }
    }
    return isBusiness() ? ofClass() : Optional.empty();
  }

  /** Whether the nearest word is to ignore it. */
  boolean isIgnored() {
    for (var each : overridden) {
      if (Marks.audited(each) != null) {
        return false;
      }
      if (each.isAnnotationPresent(AuditIgnored.class)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one and the same method is both audited and ignored. */
  boolean isContradictory() {
    return method.isAnnotationPresent(AuditLogged.class)
        && method.isAnnotationPresent(AuditIgnored.class);
  }

  /** Whether it is told of events, and so of its own: each would make the next, without end. */
  boolean hearsEvents() {
    var types = method.getParameterTypes();
    var annotations = parameterAnnotations();
    for (int i = 0; i < types.length; i++) {
      // one annotation: a qualifier beside it asks for others than ours
      boolean hears =
          types[i] == AuditEvent.class
              || types[i].isAssignableFrom(AuditEvent.class) && annotations.get(i).length == 1;
      for (var annotation : annotations.get(i)) {
        if (hears && annotation.annotationType().getName().equals(OBSERVES)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The action that the annotation gives this method. */
  String action(AuditLogged annotation) {
    return overridden.stream().anyMatch(m -> Marks.audited(m) != null)
        ? annotation.value()
        : annotation.value().isBlank()
            ? ""
            : annotation.value() + "." + snakeCase(method.getName());
  }

  /** {@code com.acme.Secrets.read(String)}. */
  String place() {
    return method.getDeclaringClass().getName()
        + "."
        + method.getName()
        + Stream.of(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * The template of the path, or {@code null} when this is no resource method of a root resource.
   */
  String route() {
    var root =
        lineage.classes().stream()
            .map(c -> c.getAnnotation(Path.class))
            .flatMap(Stream::ofNullable);
    return root.findFirst()
        .map(
            path -> {
              var below = find(Path.class).map(Path::value).orElse("");
              var route = ("/" + path.value() + "/" + below).replaceAll("/{2,}", "/");
              return route.length() > 1 && route.endsWith("/")
                  ? route.substring(0, route.length() - 1)
                  : route;
            })
        .orElse(null);
  }

  /** The HTTP methods that the method was made for; empty when it is no resource method. */
  Set<String> httpMethods() {
    return overridden.stream()
        .flatMap(m -> Stream.of(m.getAnnotations()))
        .map(a -> a.annotationType().getAnnotation(HttpMethod.class))
        .flatMap(Stream::ofNullable)
        .map(HttpMethod::value)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a REST response may be made after the method returned. */
  boolean isAsynchronous() {
    return CompletionStage.class.isAssignableFrom(method.getReturnType())
        || List.of(method.getParameterTypes()).contains(AsyncResponse.class)
        || List.of(method.getParameterTypes()).contains(SseEventSink.class);
  }

  /**
   * The parameters; annotations that the method itself does not repeat count where it overrides
   * them.
   */
  List<Annotation[]> parameterAnnotations() {
    var all = new ArrayList<List<Annotation>>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      all.add(new ArrayList<>());
    }
    for (var each : overridden) {
      var annotations = each.getParameterAnnotations();
      for (int i = 0; i < annotations.length; i++) {
        for (var annotation : annotations[i]) {
          if (all.get(i).stream()
              .noneMatch(a -> a.annotationType() == annotation.annotationType())) {
            all.get(i).add(annotation);
          }
        }
      }
    }
    return all.stream().map(list -> list.toArray(Annotation[]::new)).toList();
  }

  private Optional<AuditLogged> ofClass() {
    return lineage.classes().stream().map(Marks::audited).flatMap(Stream::ofNullable).findFirst();
  }

  /** Not what every object has, even where a class has its own of it. */
  private boolean isBusiness() {
    return !method.isSynthetic()
        && Stream.of(Object.class.getDeclaredMethods()).noneMatch(this::isSameAs);
  }

  private boolean isSameAs(Method other) {
    return other.getName().equals(method.getName())
        && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes()));
  }

  private <A extends Annotation> Optional<A> find(Class<A> annotation) {
    return overridden.stream()
        .map(m -> m.getAnnotation(annotation))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", "$1$3_$2$4")
        .toLowerCase(Locale.ROOT);
  }
}
