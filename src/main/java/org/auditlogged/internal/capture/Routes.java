// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Problem;

/**
 * Finds the audit point of a request that no annotated method tells of: among the configured
 * routes, the first by name; and for a request that was refused before a method was chosen, among
 * the annotated methods by their paths. Invariant: templates are compiled once, and where nothing
 * is configured an ordinary request costs nothing. For any thread.
 */
public final class Routes {
  private final List<Route> routes;
  private final Redaction redaction;
  private final AuditPoints points;
  private final Map<AuditPoints.Called, Call> calls = new ConcurrentHashMap<>();
  private final boolean readCookies;
  private volatile Known known = new Known(0, List.of());

  /**
   * Routes whose configuration was {@linkplain #problems checked}, in order of their names.
   *
   * @param points where annotated methods are known
   */
  public Routes(List<AuditConfig.Route> configured, Redaction redaction, AuditPoints points) {
    var language = new Language();
    this.routes =
        configured.stream().map(each -> new RouteReader(each, language::get).read()).toList();
    this.redaction = redaction;
    this.points = points;
    this.readCookies = all().stream().anyMatch(AuditPoint::readsCookies);
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

  /** Whether cookies of a request may come into any event, of routes and of annotated methods. */
  public boolean readCookies() {
    return readCookies || points.readCookies();
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
                switch (calls.computeIfAbsent(new AuditPoints.Called(type, method), Routes::call)) {
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

  private static Call call(AuditPoints.Called called) {
    var method = called.audited();
    return method.isIgnored() ? Call.IGNORED : method.isAsynchronous() ? Call.LATER : Call.AT_ONCE;
  }

  /**
   * The annotated method that a request would have come to that was refused before any was chosen;
   * else its route.
   *
   * @param path {@linkplain #path its path}
   */
  public Optional<Found> refused(String http, String path) {
    for (var each : known()) {
      if (each.point.place().httpMethods().contains(http)) {
        var variables = each.path.match(path);
        if (variables.isPresent()) {
          return Optional.of(new Found(each.point, variables.get(), false));
        }
      }
    }
    return first(http, path).flatMap(taken -> taken.found(taken.route.point()));
  }

  /** The path of a request, made of its decoded segments without their matrix parameters. */
  public static String path(Iterable<String> segments) {
    return PathTemplate.path(segments);
  }

  /** What keeps the entity of a request while it is read. */
  public RequestBody body(String charset) {
    return new RequestBody(charset, redaction::isSecret);
  }

  private record Located(AuditPoint point, PathTemplate path) {}

  /** What there is once so many points are known: some become known at their first call. */
  private record Known(int points, List<Located> located) {}

  private List<Located> known() {
    var all = points.known();
    var now = known;
    if (now.points != all.size()) {
      var located = new ArrayList<Located>();
      for (var point : all) {
        template(point.place().route()).ifPresent(path -> located.add(new Located(point, path)));
      }
      located.sort(
          Comparator.comparing(Located::path, PathTemplate.MOST_LITERAL)
              .thenComparing(each -> each.point.place().method()));
      now = new Known(all.size(), located);
      known = now;
    }
    return now.located;
  }

  private static Optional<PathTemplate> template(String route) {
    try {
      return Optional.ofNullable(route).map(PathTemplate::ofResource);
    } catch (IllegalArgumentException e) {
      // the server has refused it as well
      return Optional.empty();
    }
  }
}
