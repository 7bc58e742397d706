// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.security.Principal;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.CallerResolver;
import org.auditlogged.internal.Log;
import org.auditlogged.support.CapturedLog;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class CallersTest {

  @Test
  void aPrincipalIsAUser() {
    assertThat(standard().of(call(named("jon"), true))).isEqualTo(Caller.of("user", "jon"));
  }

  @Test
  void aTokenNamesUserAndOrganization() {
    var token = token(Map.of("sub", "u1", "name", "Jon Smith", "org_id", "org_1"));
    assertThat(standard().of(call(token, true)))
        .isEqualTo(Caller.of("user", "u1").named("Jon Smith").in("org_1"));
  }

  @Test
  void aTokenWithoutNameIsNamedByUpn() {
    var token = token(Map.of("sub", "u1", "upn", "jon@acme"));
    assertThat(standard().of(call(token, true)))
        .isEqualTo(Caller.of("user", "u1").named("jon@acme"));
  }

  @Test
  void aTokenWithoutSubjectIsAPrincipal() {
    assertThat(standard().of(call(token(Map.of("upn", "jon@acme")), true)))
        .isEqualTo(Caller.of("user", "principal"));
  }

  @Test
  void aTokenThatAClientGotForItselfIsAService() {
    var tokens =
        List.<Map<String, Object>>of(
            Map.of("sub", "c1", "gty", "client-credentials", "name", "Jon"),
            Map.of("sub", "c1", "grant_type", "client_credentials"),
            Map.of("sub", "c1", "client_id", "c1"),
            Map.of("sub", "c1", "azp", "c1"),
            Map.of("sub", "c1@clients", "azp", "c1"),
            Map.of("sub", "c1", "idtyp", "app"),
            Map.of("sub", "c1", "preferred_username", "service-account-nightly"));
    for (var claims : tokens) {
      var caller = standard().of(call(token(claims), true));
      assertThat(caller.type()).as(claims.toString()).isEqualTo("service");
      assertThat(caller.id()).isEqualTo(claims.get("sub"));
    }
  }

  @Test
  void aTokenThatAUserGotThroughAClientIsAUsers() {
    var tokens =
        List.<Map<String, Object>>of(
            Map.of("sub", "u1", "client_id", "c1"),
            Map.of("sub", "u1", "azp", "c1", "email", "jon@acme"),
            Map.of("sub", "u1", "azp", "u1", "name", "Jon"),
            Map.of("sub", "u1", "azp", "u1", "gty", "password"),
            Map.of("sub", "u1"));
    for (var claims : tokens) {
      var type = standard().of(call(token(claims), true)).type();
      assertThat(type).as(claims.toString()).isEqualTo("user");
    }
  }

  @Test
  void whoActsAsAnotherIsTold() {
    var json = Json.createObjectBuilder().add("sub", "admin@acme").build();
    for (Object act : List.of(json, Map.of("sub", "admin@acme"))) {
      assertThat(standard().of(call(token(Map.of("sub", "u1", "act", act)), true)))
          .isEqualTo(Caller.of("user", "u1").with("impersonator", "admin@acme"));
    }
    for (Object act : List.of("admin@acme", Map.of(), Map.of("sub", " "), List.of())) {
      assertThat(standard().of(call(token(Map.of("sub", "u1", "act", act)), true)))
          .isEqualTo(Caller.of("user", "u1"));
    }
  }

  @Test
  void aTokenThatCannotBeReadIsItsPrincipal() {
    Map<String, Object> broken =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new ServiceConfigurationError("no provider");
          }
        };
    assertThat(standard().of(call(token(broken), true))).isEqualTo(Caller.of("user", "principal"));
  }

  @Test
  void aPrincipalThatIsAskedInVainIsUnknown() {
    var asked = new AtomicInteger();
    Principal once =
        () -> {
          if (asked.incrementAndGet() > 1) {
            throw new StackOverflowError();
          }
          return "jon";
        };
    assertThat(standard().of(call(once, true))).isEqualTo(Caller.of("user", "unknown"));
  }

  @Test
  void nobodyInARequestIsAnonymous() {
    assertThat(standard().of(call(null, true))).isEqualTo(Caller.of("anonymous", "anonymous"));
    assertThat(standard().of(call(named(" "), true)))
        .isEqualTo(Caller.of("anonymous", "anonymous"));
    assertThat(standard().of(call(named("ANONYMOUS"), true)))
        .isEqualTo(Caller.of("anonymous", "anonymous"));
  }

  @Test
  void nobodyOutsideOfARequestIsTheApplication() {
    assertThat(standard().of(call(null, false))).isEqualTo(Caller.of("system", "vault"));
  }

  @Test
  void aResolverThatRunsInCirclesLeavesItToTheDefault() {
    CallerResolver circling =
        call -> {
          throw new StackOverflowError();
        };
    assertThat(new Callers(circling, "vault").of(call(named("jon"), true)))
        .isEqualTo(Caller.of("user", "jon"));
  }

  @Test
  void aPrincipalThatCannotBeAskedIsNobody() {
    Principal broken =
        () -> {
          throw new IllegalStateException("no context");
        };
    assertThat(standard().of(call(broken, false))).isEqualTo(Caller.of("system", "vault"));
  }

  @Test
  void theApplicationsResolverDecides() {
    CallerResolver own = call -> Caller.of("service", "s1").in("org_2");
    assertThat(new Callers(own, "vault").of(call(named("jon"), true)))
        .isEqualTo(Caller.of("service", "s1").in("org_2"));
  }

  @Test
  void aResolverThatThrowsOrKnowsNothingLeavesItToTheDefaultAndIsToldOf() {
    CallerResolver broken =
        call -> {
          throw new IllegalStateException("password=hunter2");
        };
    assertThat(toldOf(broken))
        .isEqualTo(
            "WARNING AUDIT-061 CallerResolver %s failed: java.lang.IllegalStateException; the default answers instead"
                .formatted(broken.getClass().getName()));
    CallerResolver ignorant = call -> null;
    assertThat(toldOf(ignorant))
        .isEqualTo(
            "WARNING AUDIT-061 CallerResolver %s failed: it returned null; the default answers instead"
                .formatted(ignorant.getClass().getName()));
  }

  /** What is logged of a resolver that leaves it to the default. */
  private static String toldOf(CallerResolver resolver) {
    var lines = new CapturedLog();
    var callers = new Callers(resolver, "vault", new Log(lines, Clock.systemUTC()));
    assertThat(callers.of(call(named("jon"), true))).isEqualTo(Caller.of("user", "jon"));
    return lines.lines().get(0);
  }

  private static Callers standard() {
    return new Callers(null, "vault");
  }

  private static Principal named(String name) {
    return () -> name;
  }

  private static CallContext call(Principal principal, boolean isRequest) {
    return new CallContext() {
      @Override
      public Optional<Principal> principal() {
        return Callers.signedIn(principal);
      }

      @Override
      public boolean isRequest() {
        return isRequest;
      }

      @Override
      public Optional<String> header(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<String> path() {
        return Optional.empty();
      }
    };
  }

  private static JsonWebToken token(Map<String, Object> claims) {
    return new JsonWebToken() {
      @Override
      public String getName() {
        return "principal";
      }

      @Override
      public Set<String> getClaimNames() {
        return claims.keySet();
      }

      @Override
      @SuppressWarnings("unchecked")
      public <T> T getClaim(String name) {
        return (T) claims.get(name);
      }
    };
  }
}
