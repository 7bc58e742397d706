// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.auditlogged.AuditEvent;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
  private static final Set<String> KNOWN =
      Set.of("login", "result", "exception", "actor", "request", "request2");
  private final Expressions expressions = new Expressions();

  @Test
  void readComponentsOfRecordsOfAnyVisibility() {
    assertThat(value("${login.name}", new Login("jon", List.of("a", "b"), null))).isEqualTo("jon");
    assertThat(value("#{login.name}", new Login("jon", List.of(), null))).isEqualTo("jon");
  }

  @Test
  void readBeansMapsListsAndArrays() {
    assertThat(value("${login.size}", new Bean())).isEqualTo(7);
    assertThat(value("${login.key}", Map.of("key", "v"))).isEqualTo("v");
    assertThat(value("${login['a b']}", Map.of("a b", 1))).isEqualTo(1);
    assertThat(value("${login[1]}", List.of("x", "y"))).isEqualTo("y");
    assertThat(value("${login[0]}", new String[] {"z"})).isEqualTo("z");
    assertThat(value("${login.names[1]}", new Login("n", List.of("p", "q"), null))).isEqualTo("q");
  }

  @Test
  void callMethodsAndCompute() {
    assertThat(value("${login.name.toUpperCase()}", new Login("jon", List.of(), null)))
        .isEqualTo("JON");
    assertThat(value("${login.names.size() + 1}", new Login("n", List.of("p"), null)))
        .isEqualTo(2L);
    assertThat(value("${empty login ? 'none' : login}", "")).isEqualTo("none");
    assertThat(value("${login.isActive()}", new Login("n", List.of(), null))).isEqualTo(true);
  }

  @Test
  void mixTextAndValues() {
    assertThat(value("user-${login.name}!", new Login("jon", List.of(), null)))
        .isEqualTo("user-jon!");
  }

  @Test
  void seeThroughOptionals() {
    assertThat(value("${login.boss.name}", new Login("n", List.of(), null))).isNull();
    var boss = new Login("boss", List.of(), null);
    assertThat(value("${login.boss.name}", new Login("n", List.of(), boss))).isEqualTo("boss");
  }

  @Test
  void anAbsentValueHasAbsentProperties() {
    assertThat(value("${login.name}", null)).isNull();
    assertThat(value("${result.name.length()}", null)).isNull();
  }

  @Test
  void readWhatIsKnownOfTheCall() {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.put("X-Tenant", "t1");
    var request =
        new RequestFacts(
            "GET",
            "a/1",
            "/a/{id}",
            Map.of("id", "1"),
            Map.of("q", "2"),
            headers,
            Map.of("c", "3"),
            new RequestFacts.Peer(null, Map.of()));
    var scope =
        new Scope(
            List.of(),
            new Object[0],
            request,
            new AuditEvent.Actor("user", "u1", "Jon", Map.of()),
            new Scope.Ending("r", new IllegalStateException("broken"), 500, false));
    assertThat(value("${request.method} ${request.path} ${request.route}", scope))
        .isEqualTo("GET a/1 /a/{id}");
    assertThat(
            value(
                "${request.pathParams.id}${request.queryParams.q}${request.cookies.c}"
                    + "${request.headers['x-tenant']}",
                scope))
        .isEqualTo("123t1");
    assertThat(value("${actor.type}/${actor.id}/${actor.name}", scope)).isEqualTo("user/u1/Jon");
    assertThat(value("${exception.message}/${result}", scope)).isEqualTo("broken/r");
  }

  @Test
  void aParameterHidesANameOfTheLanguage() {
    var parameters = List.of(Parameter.of(0, "request", new java.lang.annotation.Annotation[0]));
    var scope =
        new Scope(
            parameters,
            new Object[] {Map.of("method", "mine")},
            null,
            null,
            new Scope.Ending(null, null, 0, false));
    assertThat(expressions.compile("${request.method}", KNOWN).read(scope)).isEqualTo("mine");
  }

  @Test
  void unknownNamesAndBadSyntaxAreRefusedWhenCompiled() {
    assertThatThrownBy(() -> expressions.compile("${nobody.name}", KNOWN))
        .isInstanceOf(Expressions.UnknownName.class)
        .hasMessage("unknown name nobody");
    assertThatThrownBy(() -> expressions.compile("${login.", KNOWN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is no expression: ");
  }

  @Test
  void classesCannotBeNamed() {
    assertThatThrownBy(() -> expressions.compile("${System.exit(1)}", KNOWN))
        .isInstanceOf(Expressions.UnknownName.class);
  }

  @Test
  void dataIsNeverEvaluated() {
    assertThat(value("${login.name}", new Login("${1+1}", List.of(), null))).isEqualTo("${1+1}");
  }

  @Test
  void unknownPropertiesFailWhenRead() {
    assertThatThrownBy(() -> value("${login.nothing}", new Login("n", List.of(), null)))
        .isInstanceOf(RuntimeException.class);
  }

  private Object value(String text, Object login) {
    if (login instanceof Scope scope) {
      return expressions.compile(text, KNOWN).read(scope);
    }
    var parameters = List.of(Parameter.of(0, "login", new java.lang.annotation.Annotation[0]));
    return expressions
        .compile(text, KNOWN)
        .read(
            new Scope(
                parameters,
                new Object[] {login},
                null,
                null,
                new Scope.Ending(null, null, 0, false)));
  }

  /** Package-private, as those of applications often are. */
  record Login(String name, List<String> names, Login chief) {
    Optional<Login> boss() {
      return Optional.ofNullable(chief);
    }

    public Optional<Login> getBoss() {
      return boss();
    }

    public boolean isActive() {
      return true;
    }
  }

  /** A bean. */
  public static class Bean {
    public int getSize() {
      return 7;
    }
  }
}
