// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditOutcome;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Problem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final Redaction REDACTION = Drafts.redaction("password");

  /** A route named {@code a} that can be used, with these parts on top. */
  private static AuditConfig.Route route(String... parts) {
    var texts = new TreeMap<String, String>();
    texts.put("match", "* /**");
    texts.put("action", "any.thing");
    for (int i = 0; i < parts.length; i += 2) {
      texts.put(parts[i], parts[i + 1]);
    }
    texts.values().removeIf("(absent)"::equals);
    return new AuditConfig.Route("a", texts);
  }

  private static Routes routes(AuditConfig.Route... routes) {
    assertThat(Routes.problems(List.of(routes))).isEmpty();
    return new Routes(List.of(routes), REDACTION, new AuditPoints());
  }

  /** The route of a call of a method that has no annotation. */
  private static Optional<Routes.Found> found(Routes routes, String method, String path) {
    return routes.of(Plain.class, method("returns"), method, path);
  }

  private static Method method(String name) {
    return Stream.of(Plain.class.getMethods())
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static AuditEvent event(AuditConfig.Route route, RequestBody body) {
    var found = found(routes(route), "GET", "/x").orElseThrow();
    var arguments = found.readsBody() ? new Object[] {body} : new Object[0];
    var draft = Drafts.of(found.point(), arguments, Drafts.request());
    return Drafts.assembler(observed -> {}).assemble(draft).orElseThrow();
  }

  private static RequestBody body(String json) {
    var body = routes().body(null);
    body.keep(json.getBytes(), 0, json.length());
    return body;
  }

  @Test
  void cookiesAreReadWhereARouteAsksForThem() {
    assertThat(routes(route()).readCookies()).isFalse();
    assertThat(routes(route("metadata.c", "#{request.cookies.c}")).readCookies()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'POST,PUT /admin/**', POST, /admin/x, true",
    "'POST,PUT /admin/**', PUT, /admin/x, true",
    "'POST,PUT /admin/**', GET, /admin/x, false",
    "'POST,PUT /admin/**', POST, /x, false",
    "'post , put   /admin/**', PUT, /admin/x, true",
    "* /**, GET, /, true",
    "* /**, PROPFIND, /x, true",
    "* /**, HEAD, /x, false",
    "* /**, OPTIONS, /x, false",
    "'HEAD,OPTIONS /**', HEAD, /x, true",
    "'HEAD,OPTIONS /**', OPTIONS, /x, true",
  })
  void methodsAndPathSayWhichCallsAreTaken(
      String match, String method, String path, boolean isTaken) {
    assertThat(found(routes(route("match", match)), method, path).isPresent()).isEqualTo(isTaken);
  }

  @Test
  void theFirstThatTakesACallIsItsRoute() {
    var routes =
        routes(
            route("match", "POST /**", "action", "first"),
            route("match", "* /a/{id}", "action", "second"),
            route("match", "* /a/*", "action", "third"));
    assertThat(found(routes, "POST", "/a/7").orElseThrow().point().act().action())
        .isEqualTo("first");
    var found = found(routes, "GET", "/a/7").orElseThrow();
    assertThat(found.point().act().action()).isEqualTo("second");
    assertThat(found.variables()).containsExactly(Map.entry("id", "7"));
    assertThat(found(routes, "GET", "/b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignored", "inherited"})
  void aMethodThatIsToBeIgnoredHasNoRoute(String method) {
    assertThat(routes(route()).of(Plain.class, method(method), "GET", "/x")).isEmpty();
  }

  @Test
  void theAnswerMayComeLaterWhereTheMethodSaysSo() {
    var routes = routes(route());
    assertThat(isAsynchronous(routes, "completes")).isTrue();
    assertThat(isAsynchronous(routes, "returns")).isFalse();
  }

  private static boolean isAsynchronous(Routes routes, String method) {
    var found = routes.of(Plain.class, method(method), "GET", "/x").orElseThrow();
    assertThat(routes.of(Plain.class, method(method), "GET", "/y").orElseThrow().point())
        .as("one point for all calls")
        .isSameAs(found.point());
    return found.point().place().isAsynchronous();
  }

  @Test
  void everyPartOfARouteComesIntoItsPoint() {
    var point =
        routes(
                route(
                    "match", "POST /a/{id}",
                    "action", "thing.made",
                    "version", "3",
                    "on", "denied, SUCCESS",
                    "required", "True"))
            .all()
            .get(0);
    assertThat(point.place())
        .isEqualTo(new AuditPoint.Place("route a", "/a/{id}", Set.of("POST"), false))
        .hasToString("route a");
    assertThat(point.act())
        .isEqualTo(
            new AuditPoint.Act(
                "thing.made", 3, Set.of(AuditOutcome.DENIED, AuditOutcome.SUCCESS), true));
  }

  @Test
  void everyExpressionComesIntoTheEvent() {
    var event =
        event(
            route(
                "targets.user", "#{request.pathParams.id}",
                "targets.user.name", "#{request.queryParams.id}",
                "targets.user.metadata.m", "plain",
                "targets.team", "#{request.headers['x-id']}",
                "metadata.path", "#{request.path}",
                "metadata.who", "#{actor.id}",
                "actor-metadata.role", "#{request.cookies.id}",
                "organization", "org_#{request.method}"),
            null);
    assertThat(event.targets())
        .containsExactly(
            new AuditEvent.Target("team", "from the header", null, Map.of()),
            new AuditEvent.Target("user", "from the path", "from the query", Map.of("m", "plain")));
    assertThat(event.metadata()).isEqualTo(Map.of("path", "things/7", "who", "jon"));
    assertThat(event.actor().metadata()).isEqualTo(Map.of("role", "from the cookie"));
    assertThat(event.organization()).isEqualTo("org_GET");
  }

  @Nested
  class Bodies {
    @Test
    void areAskedForOnlyWhenAnExpressionNamesThem() {
      assertThat(found(route("metadata.k", "#{request.path}")).readsBody()).isFalse();
      assertThat(found(route("metadata.k", "body")).readsBody()).isFalse();
      assertThat(found(route("metadata.k", "#{body.a}")).readsBody()).isTrue();
      assertThat(found(route("targets.t", "#{body.a}")).readsBody()).isTrue();
      assertThat(found(route("organization", "#{body.a}")).readsBody()).isTrue();
      var name = route("targets.t", "7", "targets.t.name", "#{empty body ? 1 : body.a}");
      assertThat(found(name).readsBody()).isTrue();
    }

    @Test
    void giveTheirFields() {
      var event =
          event(
              route(
                  "targets.user", "#{body.user.id}",
                  "metadata.first", "#{body.tags[0]}",
                  "metadata.none", "#{body.no.thing}",
                  "metadata.size", "#{body.tags.size()}"),
              body("{\"user\":{\"id\":7},\"tags\":[\"x\",\"y\"]}"));
      assertThat(event.targets()).extracting(AuditEvent.Target::id).containsExactly("7");
      assertThat(event.metadata()).isEqualTo(Map.of("first", "x", "size", 2));
    }

    @Test
    void giveNoSecretWhateverTheMetadataIsNamed() {
      var event =
          event(
              route("metadata.extra", "#{body.login.password}", "metadata.all", "#{body}"),
              body("{\"login\":{\"name\":\"jon\",\"password\":\"geheim\"},\"t\":\"Bearer abc\"}"));
      assertThat(event.metadata())
          .isEqualTo(
              Map.of(
                  "extra",
                  "[redacted]",
                  "all",
                  Map.of(
                      "login",
                      Map.of("name", "jon", "password", "[redacted]"),
                      "t",
                      "Bearer [redacted]")));
    }

    @Test
    void thatAreTooLargeOrBrokenCostTheirFieldsOnly() {
      var route = route("metadata.k", "#{body.a}", "metadata.path", "#{request.path}");
      var tooLarge = body("{}");
      tooLarge.tooLarge();
      for (var bad : List.of(body("{broken"), tooLarge)) {
        assertThat(event(route, bad).metadata()).isEqualTo(Map.of("path", "things/7"));
      }
    }

    @Test
    void thatNobodyReadAreAbsent() {
      var route = route("metadata.k", "#{body.a}", "metadata.is", "#{empty body}");
      for (var none : Arrays.asList(body(""), null)) {
        assertThat(event(route, none).metadata()).isEqualTo(Map.of("is", true));
      }
    }

    private Routes.Found found(AuditConfig.Route route) {
      return RoutesTest.found(routes(route), "GET", "/x").orElseThrow();
    }
  }

  @Nested
  class Problems {
    @ParameterizedTest
    @CsvSource(
        delimiter = '¦',
        quoteCharacter = '\0',
        textBlock =
            """
            match ¦ (absent) ¦ methods and a path, like "POST,PUT /admin/**" or "* /secrets/{id}"
            match ¦ POST ¦ methods and a path, like "POST,PUT /admin/**" or "* /secrets/{id}"
            match ¦ POST admin ¦ methods and a path, like "POST,PUT /admin/**" or "* /secrets/{id}"
            match ¦ POST,, /a ¦ methods and a path, like "POST,PUT /admin/**" or "* /secrets/{id}"
            match ¦ POST,* /a ¦ methods and a path, like "POST,PUT /admin/**" or "* /secrets/{id}"
            match ¦ PSOT /a ¦ methods and a path (a method is one of [DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT] or *)
            match ¦ GET /{id ¦ methods and a path ("{id" has no })
            action ¦ (absent) ¦ 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit, like "invoice.deleted"
            action ¦ #{request.path} ¦ 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit, like "invoice.deleted"
            version ¦ -1 ¦ a whole number
            on ¦ sucess ¦ some of success, failure, denied
            required ¦ yes ¦ true or false
            metadata.a b ¦ x ¦ named with 1 to 40 of a-z A-Z 0-9 _ - after "metadata.", as WorkOS asks
            metadata.k ¦ #{nobody.id} ¦ an expression of [actor, body, exception, request, result], and nobody is none of them
            organization ¦ #{nobody} ¦ an expression of [actor, body, exception, request, result], and nobody is none of them
            """)
    void areNamedWithKeyValueAndWhatWasExpected(String part, String value, String expected) {
      assertThat(Routes.problems(List.of(route(part, value))))
          .containsExactly(
              new Problem(
                  "auditlogged.routes.a." + part,
                  expected,
                  value.equals("(absent)") ? null : value));
    }

    @Test
    void ofSyntaxAreNamedToo() {
      var problems = Routes.problems(List.of(route("metadata.k", "#{a b}")));
      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).key()).isEqualTo("auditlogged.routes.a.metadata.k");
      assertThat(problems.get(0).expected())
          .startsWith("text or an expression like #{request.path} (it is no expression: ");
    }

    @Test
    void ofATargetWithoutAnIdAreNamedAtTheId() {
      assertThat(Routes.problems(List.of(route("targets.user.name", "Jon"))))
          .containsExactly(
              new Problem(
                  "auditlogged.routes.a.targets.user",
                  "an expression for the id of the target",
                  null));
    }

    @Test
    void areAllToldAtOnce() {
      var bad = route("match", "(absent)", "action", "(absent)", "on", "x", "metadata.k", "#{x}");
      assertThat(Routes.problems(List.of(bad, bad))).hasSize(8);
    }
  }

  @Nested
  class CallsThatWereRefusedBeforeAMethodWasChosen {
    private final AuditPoints points = new AuditPoints();
    private final Routes routes =
        new Routes(List.of(route("match", "GET /**", "action", "by.route")), REDACTION, points);

    @Test
    void areThoseOfTheMethodThatTheyWouldHaveComeTo() {
      assertThat(points.problems(List.of(Things.class))).isEmpty();
      assertThat(action("GET", "/things/7")).contains("thing.read");
      assertThat(action("POST", "/things/7")).contains("thing.changed");
      assertThat(routes.refused("GET", "/things/7").orElseThrow().variables())
          .isEqualTo(Map.of("id", "7"));
    }

    @Test
    void areThoseOfTheMostLiteralPath() {
      assertThat(points.problems(List.of(Things.class))).isEmpty();
      assertThat(action("GET", "/things/latest")).contains("thing.latest");
    }

    @Test
    void areElseThoseOfTheirRoute() {
      assertThat(points.problems(List.of(Things.class))).isEmpty();
      assertThat(action("GET", "/things/7/x")).contains("by.route");
      assertThat(action("DELETE", "/things/7")).isEmpty();
    }

    @Test
    void findMethodsThatBecomeKnownLater() {
      assertThat(action("GET", "/things/7")).contains("by.route");
      assertThat(points.problems(List.of(Things.class))).isEmpty();
      assertThat(action("GET", "/things/7")).contains("thing.read");
    }

    private Optional<String> action(String method, String path) {
      return routes.refused(method, path).map(found -> found.point().act().action());
    }
  }

  /** Called by route. */
  public static class Plain implements Ignoring {
    public void returns() {}

    public CompletionStage<String> completes() {
      return null;
    }

    @AuditIgnored
    public void ignored() {}

    @Override
    public void inherited() {}
  }

  /** Says it for others. */
  public interface Ignoring {
    @AuditIgnored
    void inherited();
  }

  /** Annotated. */
  @Path("things")
  public static class Things {
    @GET
    @Path("{id}")
    @AuditLogged("thing.read")
    public void read() {}

    @GET
    @Path("latest")
    @AuditLogged("thing.latest")
    public void latest() {}

    @POST
    @Path("{id}")
    @AuditLogged("thing.changed")
    public void change() {}

    @GET
    @Path("{broken")
    @AuditLogged("thing.broken")
    public void broken() {}

    @AuditLogged("thing.found")
    public void noResource() {}
  }
}
