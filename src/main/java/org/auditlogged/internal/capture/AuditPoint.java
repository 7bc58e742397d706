// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.auditlogged.AuditOutcome;

/**
 * What an audited method's annotations say, or a route of the configuration, read and compiled
 * once. Immutable; for any thread.
 *
 * @param place where it is
 * @param act what it does
 * @param fields where the event's values come from
 * @param parameters the method's parameters; of a route the body, if it is asked for
 */
public record AuditPoint(Place place, Act act, Fields fields, List<Parameter> parameters) {

  private static final String REQUEST = "request";
  private static final Pattern WITHOUT_COOKIES =
      Pattern.compile("request\\.(?:method|path|route|pathParams|queryParams|headers)\\b");

  /** Stands for no point at all: what is said of it is recorded nowhere. */
  public static final AuditPoint NOWHERE =
      new AuditPoint(
          new Place("nowhere", null, Set.of(), false),
          new Act("nothing", 0, Set.of(), false),
          new Fields(List.of(), List.of(), List.of(), null),
          List.of());

  /**
   * Where a point is.
   *
   * @param method {@code com.acme.Secrets.read(String)} or {@code route admin}, for people
   * @param route the template of the resource method's path, or {@code null}
   * @param httpMethods what the method was made for, {@code *} for any; empty when it is no
   *     resource method
   * @param isAsynchronous whether the response may be made after the method returned
   */
  public record Place(
      String method, String route, Set<String> httpMethods, boolean isAsynchronous) {
    @Override
    public String toString() {
      return method;
    }
  }

  /**
   * What is done.
   *
   * @param action the action
   * @param version the schema version, or 0
   * @param on the outcomes that are recorded
   * @param required whether the call is refused when its event could not be kept
   */
  public record Act(String action, int version, Set<AuditOutcome> on, boolean required) {}

  /** A named value. */
  record Field(String name, Source value) {}

  /** A target: the name may be {@code null}. */
  record TargetFields(String type, Source id, Source name, List<Field> metadata) {}

  /** Everything with a source; the organization may be {@code null}. */
  record Fields(
      List<TargetFields> targets,
      List<Field> metadata,
      List<Field> actorMetadata,
      Source organization) {

    private List<Source> all() {
      var all = new ArrayList<Source>();
      for (var target : targets) {
        Collections.addAll(all, target.id, target.name);
        target.metadata.forEach(field -> all.add(field.value));
      }
      metadata.forEach(field -> all.add(field.value));
      actorMetadata.forEach(field -> all.add(field.value));
      all.add(organization);
      all.removeIf(Objects::isNull);
      return all;
    }
  }

  /** Whether cookies of the request may come into its events. */
  boolean readsCookies() {
    return parameters.stream().anyMatch(each -> each.from() == Parameter.From.COOKIE)
        || fields.all().stream().anyMatch(AuditPoint::readsCookies);
  }

  private static boolean readsCookies(Source source) {
    return source.uses(REQUEST)
        && WITHOUT_COOKIES.matcher(source.toString()).replaceAll("").contains(REQUEST);
  }
}
