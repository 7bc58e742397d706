// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Problem;

/**
 * Finds the audit point of a request that no annotated method tells of: among the configured
 * routes, the first by name. Invariant: templates are compiled once, and where nothing is
 * configured an ordinary request costs nothing. For any thread.
 */
public final class Routes {
  private final List<Route> routes;
  private final Redaction redaction;
  private final Map<AuditedMethod, Call> calls = new ConcurrentHashMap<>();

  /** Routes whose configuration was {@linkplain #problems checked}, in order of their names. */
  public Routes(List<AuditConfig.Route> configured, Redaction redaction) {
    var language = new Language();
    this.routes =
        configured.stream().map(each -> new RouteReader(each, language::get).read()).toList();
    this.redaction = redaction;
  }

  /** Everything that is wrong with the routes; empty when nothing is. */
  public static List<Problem> problems(List<AuditConfig.Route> configured) {
    var problems = new ArrayList<Problem>();
    var language = new Language();
    for (var route : configured) {
      var reader = new RouteReader(route, language::get);
      reader.read();
      problems.addAll(reader.problems());
    }
    return problems;
  }

  /**
   * The point of a call.
   *
   * @param point what is recorded of it
   * @param variables what its path says, beyond what the server knows of it
   * @param isRoute whether it is that of a route
   */
  public record Found(AuditPoint point, Map<String, String> variables, boolean isRoute) {
    /** The point of a method that the server has chosen. */
    public static Found chosen(AuditPoint point) {
      return new Found(point, Map.of(), false);
    }

    /** Whether the entity of the request is asked for. */
    public boolean readsBody() {
      return isRoute && point.parameters().contains(Route.BODY);
    }
  }

  /** How a resource method that no annotation audits is called. */
  private enum Call {
    IGNORED,
    AT_ONCE,
    LATER
  }

  /** Whether there are any routes. */
  public boolean isEmpty() {
    return routes.isEmpty();
  }

  /** The points of the routes. */
  public List<AuditPoint> all() {
    return routes.stream().map(Route::point).toList();
  }

  /**
   * The first route that a call of a resource method takes, unless that is to be ignored.
   *
   * @param path {@linkplain #path its path}
   */
  public Optional<Found> of(Class<?> type, Method method, String http, String path) {
    return first(http, path)
        .flatMap(
            taken ->
                switch (calls.computeIfAbsent(new AuditedMethod(type, method), Routes::call)) {
                  case IGNORED -> Optional.empty();
                  case AT_ONCE -> taken.found(taken.route.point());
                  case LATER -> taken.found(taken.route.later());
                });
  }

  /** A route that takes a call, and what the path says. */
  private record Taken(Route route, Map<String, String> variables) {
    Optional<Found> found(AuditPoint point) {
      return Optional.of(new Found(point, variables, true));
    }
  }

  private Optional<Taken> first(String http, String path) {
    for (var route : routes) {
      var variables = route.match(http, path);
      if (variables.isPresent()) {
        return Optional.of(new Taken(route, variables.get()));
      }
    }
    return Optional.empty();
  }

  private static Call call(AuditedMethod method) {
    return method.isIgnored() ? Call.IGNORED : method.isAsynchronous() ? Call.LATER : Call.AT_ONCE;
  }

  /** The path of a request, made of its decoded segments without their matrix parameters. */
  public static String path(Iterable<String> segments) {
    return PathTemplate.path(segments);
  }

  /** What keeps the entity of a request while it is read. */
  public RequestBody body(String charset) {
    return new RequestBody(charset, redaction::isSecret);
  }
}
