// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditAction;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
  private static final String HERE = DeclarationsTest.class.getName();

  /** What a client sends. */
  record Login(String user, int attempts, Optional<Boolean> remembered) {}

  static class Secrets {
    @AuditLogged(
        value = "secret.read",
        targets =
            @AuditTarget(
                type = "vault",
                id = "main",
                metadata = @AuditMetadata(name = "size", value = "${result.attempts}")),
        actorMetadata = @AuditMetadata(name = "since", value = "${result.remembered}"),
        metadata = {
          @AuditMetadata(name = "first", value = "${login.attempts > 1}"),
          @AuditMetadata(name = "route", value = "${request.route}"),
          @AuditMetadata(name = "words", value = "plain")
        })
    CompletionStage<Login> read(
        @AuditTarget(type = "secret", name = "${id}") String id,
        @AuditMetadata(name = "page") int page,
        @AuditMetadata(name = "at") Instant at,
        Login login) {
      return null;
    }
  }

  @Test
  void methodDeclaresWhatItsAnnotationsAndTypesSay() {
    assertThat(only(Secrets.class).place())
        .isEqualTo(HERE + "$Secrets.read(String, int, Instant, Login)");
    assertThat(only(Secrets.class).type()).isEqualTo(HERE + "$Secrets");
    assertThat(only(Secrets.class).schema().json())
        .isEqualTo(
            """
            {"actor":{"metadata":{"properties":{"since":{"type":"boolean"}},"type":"object"}},
            "metadata":{"properties":{"at":{"type":"string"},"first":{"type":"boolean"},
            "page":{"type":"number"},"route":{"type":"string"},"words":{"type":"string"}},
            "type":"object"},
            "targets":[{"type":"secret"},{"metadata":{"properties":{"size":{"type":"number"}},
            "type":"object"},"type":"vault"}]}"""
                .replace("\n", ""));
  }

  @AuditLogged(value = "job", metadata = @AuditMetadata(name = "n", value = "${n}"))
  abstract static class Jobs<N> {
    void runNow(N n) {}

    @AuditIgnored
    void ignored() {}
  }

  static class NumberJobs extends Jobs<Integer> {}

  @Test
  void classIsAPrefixAndTypesAreThoseOfTheClassThatIsCalled() {
    assertThat(Declarations.of(List.of(Jobs.class))).isEmpty();
    assertThat(only(NumberJobs.class).action()).isEqualTo("job.run_now");
    assertThat(only(NumberJobs.class).schema().json()).contains("\"n\":{\"type\":\"number\"}");
  }

  @AuditAction(
      value = "report.generated",
      targets =
          @AuditAction.Target(
              type = "report",
              metadata = @AuditAction.Field(name = "final", type = boolean.class)),
      metadata = @AuditAction.Field(name = "pages", type = Long.class),
      actorMetadata = @AuditAction.Field(name = "shift"))
  @AuditAction("report.deleted")
  interface Reports {}

  @Test
  void actionsOfCodeAreDeclaredOnAnyType() {
    var declarations = Declarations.of(List.of(Reports.class, Reports.class));
    assertThat(declarations)
        .extracting(Declaration::action)
        .containsExactlyInAnyOrder("report.generated", "report.deleted");
    assertThat(declarations)
        .allSatisfy(each -> assertThat(each.by()).isEqualTo(Declaration.By.CODE))
        .anySatisfy(
            each ->
                assertThat(each.schema().json())
                    .contains("\"pages\":{\"type\":\"number\"}")
                    .contains("\"final\":{\"type\":\"boolean\"}")
                    .contains("\"shift\":{\"type\":\"string\"}"));
    assertThat(Declarations.isDeclared(Reports.class)).isTrue();
    assertThat(Declarations.isDeclared(Secrets.class)).isFalse();
  }

  static class Mistaken {
    @AuditLogged(" ")
    void blank() {}

    @AuditLogged(
        value = "a.b",
        metadata = {
          @AuditMetadata(name = "x", value = "${nobody}"),
          @AuditMetadata(name = "y", value = "${")
        })
    void unknown() {}
  }

  @Test
  void ofWrongAnnotationsWhatCanBeUnderstood() {
    assertThat(only(Mistaken.class).schema().json())
        .contains("\"x\":{\"type\":\"string\"},\"y\":{\"type\":\"string\"}");
  }

  @Test
  void routesAreInTheCatalogueOfARunningApplication() {
    var route =
        new AuditConfig.Route(
            "change",
            Map.of(
                "match", "PUT /users/{id}",
                "action", "user.changed",
                "targets.user", "#{request.pathParams.id}",
                "targets.user.metadata.more", "#{body.more}",
                "metadata.long", "#{request.path.length() > 3}",
                "actor-metadata.kind", "#{actor.type}"));
    var redaction = Drafts.redaction();
    var routes = new Routes(List.of(route), redaction, new AuditPoints());
    var none = Catalogue.of(List.of(), Set.of());
    assertThat(
            Declarations.catalogue(List.of(), routes, none, Set.of("outcome"))
                .schemas()
                .get("user.changed")
                .json())
        .contains("\"kind\":{\"type\":\"string\"}")
        .contains("\"outcome\":{\"type\":\"string\"}")
        .contains("\"more\":{\"type\":\"string\"}")
        .contains("\"long\":{\"type\":\"boolean\"}");
  }

  @Test
  void whatIsDeployedCountsAsItIsDeployedAndTheRestAsItWasCompiled() {
    var routes = new Routes(List.of(), Drafts.redaction(), new AuditPoints());
    var compiled =
        Catalogue.of(Declarations.of(List.of(Secrets.class, NumberJobs.class)), Set.of());
    var stale = Catalogue.read(compiled.json().replace("secret.read", "secret.opened"));
    assertThat(
            Declarations.catalogue(List.of(Secrets.class), routes, stale, Set.of())
                .schemas()
                .keySet())
        .containsExactly("job.run_now", "secret.read");
  }

  private static Declaration only(Class<?> type) {
    var declarations = Declarations.of(List.of(type));
    assertThat(declarations).hasSize(1);
    return declarations.get(0);
  }
}
