// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.auditlogged.AuditLogged;
import org.auditlogged.internal.Lines;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * All audit points that were asked for so far. Invariant: annotations are read and expressions
 * compiled once per class and method; afterwards a call costs one look-up, also for a method that
 * is not audited. For any thread.
 */
public final class AuditPoints {
  private static final Log LOG = Log.of(AuditPoints.class);

  private final Map<AuditedMethod, Optional<AuditPoint>> points = new ConcurrentHashMap<>();
  private final Language language = new Language();

  /**
   * The point of a method as called on an object of the given class; empty when it is not audited.
   */
  public Optional<AuditPoint> of(Class<?> type, Method method) {
    var audited = new AuditedMethod(type, method);
    var known = points.get(audited);
    return known != null ? known : points.computeIfAbsent(audited, this::read);
  }

  /**
   * Reads all audited methods of the given classes ahead of the first call.
   *
   * @return everything that is wrong with their annotations; empty when nothing is
   */
  public List<String> problems(Iterable<Class<?>> types) {
    var problems = new LinkedHashSet<String>();
    for (var type : types) {
      for (var method : methods(type)) {
        var audited = new AuditedMethod(type, method);
        audited
            .annotation()
            .ifPresent(
                annotation -> {
                  var reader = new PointReader(audited, language::get);
                  var point = reader.read(annotation);
                  problems.addAll(reader.problems());
                  if (reader.problems().isEmpty()) {
                    points.putIfAbsent(audited, Optional.of(point));
                  }
                });
      }
    }
    return List.copyOf(problems);
  }

  /** The points known so far. */
  public List<AuditPoint> known() {
    return points.values().stream().flatMap(Optional::stream).toList();
  }

  private Optional<AuditPoint> read(AuditedMethod audited) {
    return audited.annotation().map(annotation -> read(audited, annotation));
  }

  private AuditPoint read(AuditedMethod audited, AuditLogged annotation) {
    var reader = new PointReader(audited, language::get);
    var point = reader.read(annotation);
    if (!reader.problems().isEmpty()) {
      // the deployment was checked without it: a server may serve classes that are no beans
      LOG.write(
          Message.BAD_ANNOTATIONS,
          reader.problems().size() + " fields are left out: what is",
          new Lines(reader.problems()));
    }
    return point;
  }

  /** Whether a container can see its calls; one that is annotated all the same is a problem. */
  static boolean isCallable(Method method) {
    return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
  }

  private static Set<Method> methods(Class<?> type) {
    var methods = new LinkedHashSet<Method>();
    var seen = new LinkedHashSet<List<Object>>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (var method : c.getDeclaredMethods()) {
        var signature = new ArrayList<Object>(List.of(method.getParameterTypes()));
        signature.add(method.getName());
        if (!method.isSynthetic()
            && (isCallable(method) || method.isAnnotationPresent(AuditLogged.class))
            && seen.add(signature)) {
          methods.add(method);
        }
      }
    }
    return methods;
  }
}
