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
import java.util.function.Consumer;
import org.auditlogged.internal.Lines;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * All audit points that were asked for so far. Invariant: annotations are read and expressions
 * compiled once per method that is run, whichever proxy, bridge or interface it is called by;
 * afterwards a call costs one look-up, also for a method that is not audited. For any thread.
 *
 * <p>Classes are held for as long as this is: as long as the application that they belong to.
 */
public final class AuditPoints {
  // by what is called; and by what is run then, which the former share
  private final Map<Called, Optional<AuditPoint>> points = new ConcurrentHashMap<>();
  private final Map<Called, Optional<AuditPoint>> compiled = new ConcurrentHashMap<>();
  private final Set<Class<?>> looked = ConcurrentHashMap.newKeySet();
  private final Language language = new Language();
  private volatile boolean readCookies;

  /** A method of objects of a class. */
  record Called(Class<?> type, Method method) {
    AuditedMethod audited() {
      return new AuditedMethod(new Lineage(type), method);
    }
  }

  /**
   * The point of a method as called on an object of the given class; empty when it is not audited.
   * The same object for whatever is the same method: a bridge, or what the class implements.
   */
  public Optional<AuditPoint> of(Class<?> type, Method method) {
    var called = new Called(type, method);
    var known = points.get(called);
    return known != null ? known : points.computeIfAbsent(called, this::find);
  }

  /**
   * Whether two methods, however they were found, are one and the same on objects of the given
   * class, and audited.
   */
  public boolean isSame(Class<?> type, Method one, Method other) {
    if (!Lineage.written(one.getDeclaringClass()).isAssignableFrom(type)) {
      return false;
    }
    if (one.equals(other)) {
      return true;
    }
    var point = of(type, one);
    // not equal: what is the same has the same object
    return point.isPresent() && point.get() == of(type, other).orElse(null);
  }

  /**
   * Reads all audited methods of the given classes ahead of the first call.
   *
   * @return everything that is wrong with their annotations; empty when nothing is
   */
  public List<String> problems(Iterable<Class<?>> types) {
    var problems = new LinkedHashSet<String>();
    types.forEach(type -> compile(type, problems::addAll));
    return List.copyOf(problems);
  }

  /**
   * Reads all audited methods of a class that the deployment was not checked with, as a REST
   * resource that is no bean, and tells once of what is wrong with their annotations.
   *
   * @return what was not known before
   */
  public List<AuditPoint> learn(Class<?> type) {
    if (!looked.add(Lineage.written(type))) {
      return List.of();
    }
    var problems = new ArrayList<String>();
    var points = compile(type, problems::addAll);
    if (!problems.isEmpty()) {
      tell(problems);
    }
    return points;
  }

  private List<AuditPoint> compile(Class<?> type, Consumer<List<String>> wrong) {
    var fresh = new ArrayList<AuditPoint>();
    for (var audited : AuditedClass.of(type).methods()) {
      compiled.computeIfAbsent(
          actual(type, audited),
          called -> {
            var point = read(audited, wrong);
            point.ifPresent(fresh::add);
            return point;
          });
    }
    return fresh;
  }

  /** The points known so far, each once. */
  public List<AuditPoint> known() {
    return compiled.values().stream().flatMap(Optional::stream).toList();
  }

  /**
   * Whether cookies of a request may come into any event: the server has to take them to pieces
   * first, which costs more than all other facts of the request.
   */
  public boolean readCookies() {
    return readCookies;
  }

  private Optional<AuditPoint> find(Called called) {
    var audited = called.audited();
    return compiled.computeIfAbsent(
        actual(called.type, audited), actual -> read(audited, AuditPoints::tell));
  }

  private static Called actual(Class<?> type, AuditedMethod audited) {
    return new Called(Lineage.written(type), audited.method());
  }

  private Optional<AuditPoint> read(AuditedMethod audited, Consumer<List<String>> wrong) {
    return audited
        .annotation()
        .map(
            annotation -> {
              var reader = new PointReader(audited, language::get);
              var point = reader.read(annotation);
              if (!reader.problems().isEmpty()) {
                wrong.accept(reader.problems());
              }
              readCookies |= point.readsCookies();
              return point;
            });
  }

  /** The deployment was checked without it: a server may serve classes that are no beans. */
  private static void tell(List<String> problems) {
    // a log of its own: each is told once, so none may be held back as a repetition
    Log.of(AuditPoints.class)
        .write(
            Message.BAD_ANNOTATIONS,
            (problems.size() == 1 ? "1 value is" : problems.size() + " values are")
                + " left out, being",
            new Lines(problems));
  }

  /** Whether a container can see its calls; one that is annotated all the same is a problem. */
  static boolean isCallable(Method method) {
    return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
  }
}
