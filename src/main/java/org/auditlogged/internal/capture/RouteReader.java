// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditlogged.AuditOutcome;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Problem;
import org.auditlogged.internal.schema.Names;

/**
 * Reads one route of the configuration and collects everything that is wrong with it. For one
 * thread and one route.
 */
final class RouteReader {
  private static final Pattern MATCH =
      Pattern.compile("(\\*|[A-Za-z]+(?:\\s*,\\s*[A-Za-z]+)*)\\s+(/.*)");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> NAMES = names();

  private final AuditConfig.Route route;
  private final Supplier<Expressions> expressions;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  /**
   * A reader for one route.
   *
   * @param expressions the language, or {@code null} from it where the runtime has none
   */
  RouteReader(AuditConfig.Route route, Supplier<Expressions> expressions) {
    this.route = route;
    this.expressions = expressions;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The route; of use only when there are no problems. */
  Route read() {
    var match = MATCH.matcher(route.texts().getOrDefault("match", ""));
    var path = path(match.matches() ? match.group(2) : null);
    var act = act();
    var fields =
        new AuditPoint.Fields(
            targets(),
            fields("metadata."),
            fields("actor-metadata."),
            route.texts().containsKey("organization") ? source("organization") : null);
    boolean readsBody = sources.stream().anyMatch(source -> source.uses(Route.BODY.name()));
    var parameters = readsBody ? List.of(Route.BODY) : List.<Parameter>of();
    var methods = match.matches() ? methods(match.group(1)) : Set.<String>of();
    return new Route(
        methods,
        path,
        new AuditPoint(place(path, methods, false), act, fields, parameters),
        new AuditPoint(place(path, methods, true), act, fields, parameters));
  }

  private AuditPoint.Place place(PathTemplate path, Set<String> methods, boolean isAsynchronous) {
    return new AuditPoint.Place("route " + route.name(), path.toString(), methods, isAsynchronous);
  }

  private PathTemplate path(String text) {
    try {
      if (text != null) {
        return PathTemplate.ofRoute(text);
      }
      problem("match", "methods and a path, like \"POST,PUT /admin/**\" or \"* /secrets/{id}\"");
    } catch (IllegalArgumentException e) {
      problem("match", "methods and a path (" + e.getMessage() + ")");
    }
    return PathTemplate.ofRoute("/");
  }

  private Set<String> methods(String text) {
    var methods = new TreeSet<String>();
    for (var each : text.split("\\s*,\\s*")) {
      var method = each.toUpperCase(Locale.ROOT);
      if (!method.equals(Route.ANY) && !METHODS.contains(method)) {
        problem(
            "match", "methods and a path (a method is one of " + new TreeSet<>(METHODS) + " or *)");
      }
      methods.add(method);
    }
    return Set.copyOf(methods);
  }

  private AuditPoint.Act act() {
    var action = route.texts().getOrDefault("action", "");
    if (!Names.isAction(action)) {
      problem(
          "action",
          "1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit, like"
              + " \"invoice.deleted\"");
    }
    var version = route.texts().getOrDefault("version", "0");
    if (!version.matches("[0-9]{1,9}")) {
      problem("version", "a whole number");
      version = "0";
    }
    var required = route.texts().getOrDefault("required", "false").toLowerCase(Locale.ROOT);
    if (!required.equals("true") && !required.equals("false")) {
      problem("required", "true or false");
    }
    return new AuditPoint.Act(action, Integer.parseInt(version), on(), required.equals("true"));
  }

  private Set<AuditOutcome> on() {
    var on = EnumSet.allOf(AuditOutcome.class);
    var text = route.texts().get("on");
    if (text != null) {
      on.clear();
      for (var each : text.split("\\s*,\\s*")) {
        Stream.of(AuditOutcome.values())
            .filter(outcome -> outcome.name().equalsIgnoreCase(each))
            .findFirst()
            .ifPresentOrElse(on::add, () -> problem("on", "some of success, failure, denied"));
      }
    }
    return on;
  }

  private List<AuditPoint.TargetFields> targets() {
    var types = new TreeSet<String>();
    for (var part : route.texts().keySet()) {
      if (part.startsWith("targets.")) {
        types.add(part.split("\\.")[1]);
      }
    }
    return types.stream().map(this::target).toList();
  }

  private AuditPoint.TargetFields target(String type) {
    var id = "targets." + type;
    if (!route.texts().containsKey(id)) {
      problem(id, "an expression for the id of the target");
    }
    return new AuditPoint.TargetFields(
        type,
        source(id),
        route.texts().containsKey(id + ".name") ? source(id + ".name") : null,
        fields(id + ".metadata."));
  }

  private List<AuditPoint.Field> fields(String prefix) {
    var fields = new ArrayList<AuditPoint.Field>();
    for (var part : route.texts().keySet()) {
      if (part.startsWith(prefix)) {
        var key = part.substring(prefix.length());
        if (!Names.isKey(key)) {
          problem(
              part, "named with 1 to 40 of a-z A-Z 0-9 _ - after \"metadata.\", as WorkOS asks");
        }
        fields.add(new AuditPoint.Field(key, source(part)));
      }
    }
    return List.copyOf(fields);
  }

  private Source source(String part) {
    var source = compile(part, route.texts().getOrDefault(part, ""));
    sources.add(source);
    return source;
  }

  private Source compile(String part, String text) {
    if (!Source.isExpression(text)) {
      return new Source.Literal(text);
    }
    var language = expressions.get();
    try {
      if (language != null) {
        return language.compile(text, NAMES);
      }
      problem(part, "plain text, because this server has no Jakarta Expression Language");
    } catch (Expressions.UnknownName e) {
      problem(part, "an expression of " + NAMES + ", and " + e.name + " is none of them");
    } catch (IllegalArgumentException e) {
      problem(part, "text or an expression like #{request.path} (it " + e.getMessage() + ")");
    }
    return Source.ABSENT;
  }

  private static Set<String> names() {
    var names = new TreeSet<>(Scope.NAMES);
    names.add(Route.BODY.name());
    return names;
  }

  private void problem(String part, String expected) {
    problems.add(new Problem(route.key(part), expected, route.texts().get(part)));
  }
}
