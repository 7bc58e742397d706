// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditOutcome;
import org.auditlogged.AuditTarget;
import org.auditlogged.Caller;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssemblerTest {
  private final Assembler assembler = Drafts.assembler(draft -> {});

  @Nested
  class Fields {
    @Test
    void comeFromParametersResultAndText() {
      var draft = draft("rename", "7", "new name", 3);
      draft.returned(Map.of("id", "team_1", "owner", "jon"));

      var event = event(draft);
      assertThat(event.action()).isEqualTo("thing.renamed");
      assertThat(event.version()).isEqualTo(2);
      assertThat(event.occurredAt()).isEqualTo(Drafts.NOW);
      assertThat(event.targets())
          .containsExactly(
              new AuditEvent.Target("thing", "7", "new name", Map.of("pages", 3)),
              new AuditEvent.Target("team", "team_1", null, Map.of("owner", "jon")));
      assertThat(event.metadata())
          .containsExactly(Map.entry("name", "new name"), Map.entry("fixed", "text"));
      assertThat(event.actor())
          .isEqualTo(new AuditEvent.Actor("user", "jon", null, Map.of("role", "text of jon")));
      assertThat(event.organization()).isEqualTo("org_of_7");
    }

    @Test
    void thatAreAbsentAreLeftOut() {
      var event = event(draft("rename", null, null, 3));
      assertThat(event.targets()).isEmpty();
      assertThat(event.metadata()).containsExactly(Map.entry("fixed", "text"));
    }

    @Test
    void thatFailCostThemselvesOnly() {
      var draft = draft("fails");
      draft.returned("result");
      var event = event(draft);
      assertThat(event.metadata()).containsExactly(Map.entry("good", "result"));
      assertThat(event.targets()).isEmpty();
      assertThat(event.organization()).isEqualTo("org_configured");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"unprintableId", "unprintableTarget", "unprintableName", "unprintableText"})
    void thatCannotBecomeTextCostThemselvesOnly(String method) {
      var event = event(draft(method, new Unprintable()));
      assertThat(event.metadata()).containsEntry("good", "text");
      assertThat(event.organization()).isEqualTo("org_configured");
      assertThat(event.targets()).allMatch(target -> target.name() == null);
    }

    @Test
    void thatAreOptionalAreWhatIsInside() {
      assertThat(event(draft("optional", Optional.of("x"))).metadata())
          .containsExactly(Map.entry("maybe", "x"));
      assertThat(event(draft("optional", Optional.empty())).metadata()).isEmpty();
    }

    @Test
    void ofACallThatWasRefusedComeFromTheRequest() {
      var draft = Drafts.of(Drafts.point(Calls.class, "guarded"), null, Drafts.request());
      draft.answered(403);
      var event = event(draft);
      assertThat(event.targets())
          .extracting(AuditEvent.Target::id)
          .containsExactly("from the path", "from the query", "from the header", "from the cookie");
      assertThat(event.metadata()).containsExactly(Map.entry("expressed", "from the path"));
    }
  }

  @Nested
  class Outcome {
    @ParameterizedTest
    @CsvSource({
      "0, SUCCESS",
      "200, SUCCESS",
      "302, SUCCESS",
      "399, SUCCESS",
      "400, FAILURE",
      "401, DENIED",
      "403, DENIED",
      "404, FAILURE",
      "500, FAILURE"
    })
    void isWhatTheStatusSays(int status, AuditOutcome expected) {
      var draft = draft("plain");
      draft.answered(status);
      assertThat(outcome(draft)).isEqualTo(expected);
    }

    @Test
    void isAFailureForAnExceptionWhateverTheStatus() {
      var draft = draft("plain");
      draft.failed(new IllegalStateException());
      draft.answered(200);
      assertThat(outcome(draft)).isEqualTo(AuditOutcome.FAILURE);
    }

    @Test
    void isDeniedForAnExceptionThatSaysSo() {
      var draft = draft("plain");
      draft.failed(new ForbiddenException());
      assertThat(outcome(draft)).isEqualTo(AuditOutcome.DENIED);
    }

    @Test
    void isAFailureForWhatWasRolledBackUnlessItWasDenied() {
      var draft = draft("plain");
      draft.answered(200);
      draft.rolledBack();
      assertThat(outcome(draft)).isEqualTo(AuditOutcome.FAILURE);

      var denied = draft("plain");
      denied.answered(403);
      denied.rolledBack();
      assertThat(outcome(denied)).isEqualTo(AuditOutcome.DENIED);
    }

    @Test
    void isWhatAStageCompletedWith() {
      var draft = draft("plain");
      draft.returned(CompletableFuture.failedFuture(new IllegalStateException("later")));
      assertThat(outcome(draft)).isEqualTo(AuditOutcome.FAILURE);
      assertThat(draft.scope().ending().exception()).isInstanceOf(IllegalStateException.class);

      var wrapped = draft("plain");
      wrapped.returned(
          CompletableFuture.failedFuture(new CompletionException(new ForbiddenException())));
      assertThat(outcome(wrapped)).isEqualTo(AuditOutcome.DENIED);

      var foreign = draft("plain");
      foreign.returned(new CompletableFuture<String>().minimalCompletionStage());
      foreign.completed(null, new CompletionException(new ForbiddenException()));
      assertThat(outcome(foreign)).isEqualTo(AuditOutcome.DENIED);

      var value = draft("result");
      value.returned(CompletableFuture.completedFuture("done"));
      assertThat(event(value).metadata()).containsExactly(Map.entry("result", "done"));
    }

    @Test
    void isRecordedOnlyWhenItIsWanted() {
      assertThat(assembler.assemble(draft("onlyFailures"))).isEmpty();
      var failed = draft("onlyFailures");
      failed.failed(new IllegalStateException());
      assertThat(assembler.assemble(failed)).isPresent();
    }
  }

  @Nested
  class TheDraft {
    @Test
    void winsOverAnnotationCallerAndConfiguration() {
      var draft = draft("rename", "7", "new name", 3);
      draft.calledBy(Caller.of("user", "jon").in("org_caller"));
      draft
          .target("user", "user_2", "Jon Smith")
          .metadata("name", "masked")
          .actor("service", "svc_1")
          .actorMetadata("role", "robot")
          .organization("org_draft")
          .action("thing.changed")
          .version(9)
          .location("elsewhere");

      var event = event(draft);
      assertThat(event.action()).isEqualTo("thing.changed");
      assertThat(event.version()).isEqualTo(9);
      assertThat(event.organization()).isEqualTo("org_draft");
      assertThat(event.actor())
          .isEqualTo(new AuditEvent.Actor("service", "svc_1", null, Map.of("role", "robot")));
      assertThat(event.context().location()).isEqualTo("elsewhere");
      assertThat(event.targets()).extracting(AuditEvent.Target::id).containsExactly("7", "user_2");
      assertThat(event.metadata()).containsEntry("name", "masked");
    }

    @Test
    void showsObserversEverythingAndTakesWhatTheyChange() {
      var seen = new LinkedHashMap<String, Object>();
      var told =
          Drafts.assembler(
              d -> {
                seen.put("outcome", d.outcome());
                seen.put("actor", d.actor().id());
                seen.put("organization", d.organization());
                seen.put("location", d.location());
                seen.put("targets", List.copyOf(d.targets()).size());
                seen.put("metadata", Map.copyOf(d.metadata()));
                d.metadata("name", null).metadata("added", 1);
                d.targets().remove(0);
              });

      var event = told.assemble(draft("rename", "7", "n", 3)).orElseThrow();
      assertThat(seen)
          .isEqualTo(
              Map.of(
                  "outcome",
                  AuditOutcome.SUCCESS,
                  "actor",
                  "jon",
                  "organization",
                  "org_of_7",
                  "location",
                  "internal",
                  "targets",
                  1,
                  "metadata",
                  Map.of("name", "n", "fixed", "text")));
      assertThat(event.metadata())
          .containsExactly(Map.entry("fixed", "text"), Map.entry("added", 1));
      assertThat(event.targets()).isEmpty();
    }

    @Test
    void isMaskedInEveryPart() {
      var told =
          Drafts.assembler(
              d -> {
                d.actorMetadata("role", null).actorMetadata("added", 1);
                d.targets().add(null);
              });
      var event = told.assemble(draft("rename", "7", "n", 3)).orElseThrow();
      assertThat(event.actor().metadata()).containsExactly(Map.entry("added", 1));
      assertThat(event.targets()).extracting(AuditEvent.Target::id).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${1+1}", "#{1+1}", "${actor.id}", "#{result}", "%{x}", "{{1+1}}"})
    void isDataAndNeverEvaluated(String data) {
      var told =
          Drafts.assembler(
              d ->
                  d.actor(data, data, data)
                      .actorMetadata("a", data)
                      .organization(data)
                      .action(data)
                      .location(data)
                      .target(data, data, data)
                      .metadata("d", data)
                      .metadata(data, 1));
      var request = Drafts.request();
      request.headers().put("user-agent", data);
      var draft =
          Drafts.of(Drafts.point(Calls.class, "rename"), new Object[] {data, data, 3}, request);
      var event = told.assemble(draft).orElseThrow();
      assertThat(event.actor())
          .isEqualTo(new AuditEvent.Actor(data, data, data, Map.of("a", data)));
      assertThat(event.organization()).isEqualTo(data);
      assertThat(event.action()).isEqualTo(data);
      assertThat(event.context()).isEqualTo(new AuditEvent.Context(data, data));
      assertThat(event.metadata()).containsEntry("d", data).containsEntry("name", data);
      assertThat(event.metadata()).containsEntry(data, 1);
      assertThat(event.targets())
          .containsExactly(
              new AuditEvent.Target("thing", data, data, Map.of("pages", 3)),
              new AuditEvent.Target(data, data, data, Map.of()));
    }

    @Test
    void blankPlacesAreAbsent() {
      var draft = draft("plain");
      draft.organization(" ").location("");
      var event = event(draft);
      assertThat(event.organization()).isEqualTo("org_configured");
      assertThat(event.context().location()).isEqualTo("internal");
    }

    @Test
    void takesOutDuringTheCallWhatTheAnnotationWouldPutIn() {
      var draft = draft("rename", "7", "n", 3);
      draft.metadata("fixed", null).actorMetadata("role", null);
      assertThat(event(draft).metadata()).containsExactly(Map.entry("name", "n"));
      assertThat(event(draft).actor().metadata()).isEmpty();
    }

    @Test
    void maybeAddedToByAnotherThreadAllTheTime() throws Exception {
      for (int i = 0; i < 300; i++) {
        var draft = draft("plain");
        IntStream.range(0, 50).forEach(k -> draft.metadata("m" + k, k));
        var begun = new CountDownLatch(1);
        var adding =
            CompletableFuture.runAsync(
                () -> {
                  begun.countDown();
                  IntStream.range(0, 500).forEach(k -> draft.metadata().put("k" + k, k));
                });
        begun.await();
        assertThat(event(draft).metadata()).containsKey("m49");
        adding.get();
      }
    }

    @Test
    void isDiscardedByAnObserver() {
      assertThat(Drafts.assembler(d -> d.discard()).assemble(draft("plain"))).isEmpty();
    }

    @Test
    void survivesAnObserverThatThrows() {
      var told =
          Drafts.assembler(
              d -> {
                throw new StackOverflowError("observer");
              });
      assertThat(told.assemble(draft("plain"))).isPresent();
    }
  }

  @Nested
  class Organization {
    @Test
    void isTheCallersUnlessExpressed() {
      var draft = draft("plain");
      draft.calledBy(Caller.of("user", "jon").in("org_caller"));
      assertThat(event(draft).organization()).isEqualTo("org_caller");
    }

    @Test
    void isTheConfiguredOneLast() {
      assertThat(event(draft("plain")).organization()).isEqualTo("org_configured");
    }

    @Test
    void mayBeUnknown() {
      var nowhere = Drafts.assembler(d -> {}, null, Set.of());
      assertThat(nowhere.assemble(draft("plain")).orElseThrow().organization()).isNull();
    }
  }

  @Nested
  class Secrets {
    @Test
    void areTakenOutByNameAndShapeBeforeObserversSeeThem() {
      var seen = new LinkedHashMap<String, Object>();
      var told = Drafts.assembler(d -> seen.putAll(d.metadata()));
      var event = told.assemble(draft("secret", "hunter2", "Bearer abc.def-ghi")).orElseThrow();
      assertThat(seen).containsEntry("userPassword", "[redacted]");
      assertThat(seen.get("note").toString()).contains("[redacted]").doesNotContain("abc.def-ghi");
      assertThat(event.toString()).doesNotContain("hunter2", "abc.def-ghi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loginTarget", "loginName", "loginText", "loginOrganization"})
    void areTakenOutOfWhatIsMadeATextOf(String method) {
      var event = event(draft(method, new Login("jon", "hunter2")));
      assertThat(event.toString()).doesNotContain("hunter2").contains("[redacted]");
    }

    @Test
    void areKnownByWhatTheyAreCalledWhereTheyComeFrom() {
      var request = Drafts.request();
      request.headers().put("X-Token", "hunter2");
      var draft =
          Drafts.of(
              Drafts.point(Calls.class, "sources"),
              new Object[] {"hunter2", "hunter2", new Login("jon", "hunter2"), "7", "8"},
              request);
      var event = event(draft);
      assertThat(event.toString()).doesNotContain("hunter2");
      assertThat(event.metadata())
          .containsEntry("note", "[redacted]")
          .containsEntry("query", "[redacted]")
          .containsEntry("both", "[redacted]")
          .containsEntry("header", "[redacted]")
          .containsEntry("user", "jon");
      assertThat(event.targets())
          .extracting(AuditEvent.Target::type, AuditEvent.Target::id, AuditEvent.Target::name)
          .containsExactly(
              tuple("secret", "7", null),
              tuple("session", "[redacted]", null),
              tuple("login", "[redacted]", "[redacted]"));
    }

    @Test
    void areKnownByWhatARequestCallsThem() {
      var event =
          event(draft("called", "hunter2", "hunter2", "hunter2", "hunter2", new Object(), "seven"));
      assertThat(event.toString()).doesNotContain("hunter2");
      assertThat(event.metadata())
          .containsEntry("form", "[redacted]")
          .containsEntry("matrix", "[redacted]")
          .containsEntry("socket", "[redacted]")
          .containsEntry("expressed", "[redacted]")
          .containsEntry("mixed", "[redacted]")
          .containsEntry("other", "seven");
    }

    @Test
    void areTakenOutOfThePathTheyStandIn() {
      var facts = Drafts.request();
      var request =
          new RequestFacts(
              "GET",
              "reset/hunter2/7",
              "/reset/{token}/{id}",
              Map.of("token", "hunter2", "id", "7"),
              Map.of(),
              Map.of(),
              Map.of(),
              facts.peer());
      var event = event(Drafts.of(Drafts.point(Calls.class, "path"), new Object[0], request));
      assertThat(event.metadata()).containsEntry("path", "reset/[redacted]/7");
    }

    @Test
    void areTakenOutOfEveryFieldByShape() {
      var told =
          Drafts.assembler(
              d ->
                  d.actor(secret("a"), secret("b"), secret("c"))
                      .actorMetadata(secret("d"), secret("e"))
                      .organization(secret("f"))
                      .action(secret("g"))
                      .location(secret("h"))
                      .target(secret("i"), secret("j"), secret("k"))
                      .metadata(secret("l"), secret("m"))
                      .metadata(secret("n"), "o"));
      var event = told.assemble(draft("plain")).orElseThrow();
      assertThat(event.toString()).doesNotContain("hunter2");
      assertThat(event.metadata()).containsOnlyKeys("Bearer [redacted]", "Bearer [redacted]_2");
      var given =
          AuditEvent.action(secret("a"))
              .organization(secret("b"))
              .actor(secret("c"), secret("d"))
              .target(secret("e"), secret("f"), secret("g"))
              .metadata(secret("h"), secret("i"))
              .location(secret("j"))
              .userAgent(secret("k"))
              .build();
      assertThat(assembler.complete(given, Caller.of("user", "jon"), null).toString())
          .doesNotContain("hunter2");
    }

    private static String secret(String suffix) {
      return "Bearer hunter2" + suffix;
    }

    @Test
    void ofAnotherThreadNeverPassNorLoseTheEvent() throws Exception {
      for (int i = 0; i < 300; i++) {
        var draft = draft("plain");
        IntStream.range(0, 20).forEach(k -> draft.metadata("m" + k, k).actorMetadata("a" + k, k));
        var ended = new AtomicBoolean();
        var adding =
            CompletableFuture.runAsync(
                () -> {
                  for (int k = 0; !ended.get(); k++) {
                    draft
                        .actorMetadata("k" + k % 100, k)
                        .actorMetadata("password" + k % 100, "hunter2");
                    draft.metadata().put("password" + k % 100, "hunter2");
                    if (k < 100) {
                      draft.target("token=hunter2", "x" + k);
                    }
                  }
                });
        try {
          assertThat(event(draft).toString()).doesNotContain("hunter2").contains("m19", "a19");
        } finally {
          ended.set(true);
        }
        adding.get();
      }
    }

    @Test
    void thatAnObserverBringsBackAreTakenOutAgain() {
      var told = Drafts.assembler(d -> d.metadata("password", "hunter2"));
      assertThat(told.assemble(draft("plain")).orElseThrow().metadata())
          .containsEntry("password", "[redacted]");
    }
  }

  @Nested
  class Automatic {
    private final Set<String> all =
        Set.of(
            "event_id", "outcome", "error", "http_method", "http_route", "http_status", "trace_id");
    private final Assembler told = Drafts.assembler(d -> {}, null, all);

    @Test
    void metadataFollowTheDeclaredOnes() {
      var draft = Drafts.of(Drafts.point(Calls.class, "result"), new Object[0], Drafts.request());
      draft.returned("r");
      draft.failed(new IllegalStateException("text of it"));
      draft.answered(500);
      assertThat(told.assemble(draft).orElseThrow().metadata())
          .containsExactly(
              Map.entry("result", "r"),
              Map.entry("event_id", draft.id().toString()),
              Map.entry("outcome", "failure"),
              Map.entry("error", "java.lang.IllegalStateException"),
              Map.entry("http_method", "GET"),
              Map.entry("http_route", "/things/{id}"),
              Map.entry("http_status", 500));
    }

    @Test
    void theErrorOfARollbackIsToldWhereThereIsNoOther() {
      var draft = draft("plain");
      draft.rolledBack();
      assertThat(told.assemble(draft).orElseThrow().metadata())
          .containsEntry("error", "jakarta.transaction.RollbackException");

      var thrown = draft("plain");
      thrown.failed(new IllegalStateException());
      thrown.rolledBack();
      assertThat(told.assemble(thrown).orElseThrow().metadata())
          .containsEntry("error", "java.lang.IllegalStateException");
    }

    @ParameterizedTest
    @CsvSource({
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 0af7651916cd43dd8448eb211c80319c",
      "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 0af7651916cd43dd8448eb211c80319c",
      "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x, 0af7651916cd43dd8448eb211c80319c",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x,",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x,",
      "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x,",
      "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,",
      "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01,",
      "00-00000000000000000000000000000000-b7ad6b7169203331-01,",
      "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01,",
      "${result},"
    })
    void traceIsThatOfAWholeHeader(String header, String traceId) {
      var request = Drafts.request();
      request.headers().put("traceparent", header);
      var draft = Drafts.of(Drafts.point(Calls.class, "plain"), new Object[0], request);
      assertThat(told.assemble(draft).orElseThrow().metadata().get("trace_id")).isEqualTo(traceId);
    }

    @Test
    void metadataOfARequestNeedOne() {
      assertThat(told.assemble(draft("plain")).orElseThrow().metadata().keySet())
          .containsExactly("event_id", "outcome");
    }

    @Test
    void metadataNeverReplaceDeclaredOnes() {
      var draft = draft("plain");
      draft.metadata("outcome", "mine");
      assertThat(told.assemble(draft).orElseThrow().metadata()).containsEntry("outcome", "mine");
    }

    @Test
    void metadataAreOnlyThoseThatAreWanted() {
      var some = Drafts.assembler(d -> {}, null, Set.of("outcome"));
      assertThat(some.assemble(draft("plain")).orElseThrow().metadata().keySet())
          .containsExactly("outcome");
    }
  }

  private AuditEvent event(Draft draft) {
    return assembler.assemble(draft).orElseThrow();
  }

  private AuditOutcome outcome(Draft draft) {
    event(draft);
    return draft.outcome();
  }

  private static Draft draft(String method, Object... arguments) {
    return Drafts.of(
        Drafts.point(Calls.class, method),
        Arrays.copyOf(arguments, arguments.length, Object[].class),
        null);
  }

  /** What somebody signs in with. */
  public record Login(String user, String password) {}

  /** As a lazily loaded entity whose session is closed. */
  private static final class Unprintable {
    @Override
    public String toString() {
      throw new AssertionError("lazy");
    }
  }

  /** What is called. */
  public static class Calls {
    @AuditLogged(
        value = "thing.renamed",
        version = 2,
        organization = "org_of_${id}",
        targets =
            @AuditTarget(
                type = "team",
                id = "${result.id}",
                metadata = @AuditMetadata(name = "owner", value = "${result.owner}")),
        actorMetadata = @AuditMetadata(name = "role", value = "text of ${actor.id}"),
        metadata = @AuditMetadata(name = "fixed", value = "text"))
    public void rename(
        @AuditTarget(
                type = "thing",
                name = "${name}",
                metadata = @AuditMetadata(name = "pages", value = "${pages}"))
            String id,
        @AuditMetadata(name = "name") String name,
        int pages) {}

    @AuditLogged(
        value = "thing.failed",
        organization = "${result.no.such.thing}",
        targets = @AuditTarget(type = "t", id = "${result.nothing}"),
        metadata = {
          @AuditMetadata(name = "bad", value = "${result.nothing}"),
          @AuditMetadata(name = "good", value = "${result}")
        })
    public String fails() {
      return null;
    }

    @AuditLogged(
        value = "thing.guarded",
        metadata = @AuditMetadata(name = "expressed", value = "${path}"))
    public void guarded(
        @PathParam("id") @AuditTarget(type = "p") String path,
        @QueryParam("id") @AuditTarget(type = "q") String query,
        @HeaderParam("X-Id") @AuditTarget(type = "h") String header,
        @CookieParam("id") @AuditTarget(type = "c") String cookie,
        @AuditTarget(type = "body") Object body) {}

    @AuditLogged(
        value = "thing.unprintable",
        organization = "${it}",
        metadata = @AuditMetadata(name = "good", value = "text"),
        targets = @AuditTarget(type = "t", id = "${it}"))
    public void unprintableId(Object it) {}

    @AuditLogged(
        value = "thing.unprintable",
        metadata = @AuditMetadata(name = "good", value = "text"))
    public void unprintableTarget(@AuditTarget(type = "t") Object it) {}

    @AuditLogged(
        value = "thing.unprintable",
        metadata = @AuditMetadata(name = "good", value = "text"),
        targets = @AuditTarget(type = "t", id = "1", name = "${it}"))
    public void unprintableName(Object it) {}

    @AuditLogged(
        value = "thing.unprintable",
        metadata = {
          @AuditMetadata(name = "good", value = "text"),
          @AuditMetadata(name = "bad", value = "v${it}")
        })
    public void unprintableText(Object it) {}

    @AuditLogged("login")
    public void loginTarget(@AuditTarget(type = "login") Login it) {}

    @AuditLogged(value = "login", targets = @AuditTarget(type = "t", id = "1", name = "${it}"))
    public void loginName(Login it) {}

    @AuditLogged(value = "login", metadata = @AuditMetadata(name = "note", value = "of ${it}"))
    public void loginText(Login it) {}

    @AuditLogged(value = "login", organization = "${it}")
    public void loginOrganization(Login it) {}

    @AuditLogged(
        value = "thing.sources",
        targets =
            @AuditTarget(type = "login", id = "${login.password}", name = "${login.password}"),
        metadata = {
          @AuditMetadata(name = "both", value = "${login.user} / ${login.password}"),
          @AuditMetadata(name = "header", value = "${request.headers['X-Token']}"),
          @AuditMetadata(name = "user", value = "${login.user}")
        })
    public void sources(
        @AuditMetadata(name = "note") String password,
        @QueryParam("api_token") @AuditMetadata(name = "query") String plain,
        Login login,
        @AuditTarget(type = "secret") String tokenId,
        @CookieParam("token") @AuditTarget(type = "session") String it) {}

    @AuditLogged(
        value = "thing.called",
        metadata = {
          @AuditMetadata(name = "expressed", value = "${q}"),
          @AuditMetadata(name = "mixed", value = "of ${f.trim()}"),
          @AuditMetadata(name = "other", value = "${o}")
        })
    public void called(
        @FormParam("password") @AuditMetadata(name = "form") String f,
        @MatrixParam("token") @AuditMetadata(name = "matrix") String m,
        @QueryParam("api_token") String q,
        @jakarta.websocket.server.PathParam("token") @AuditMetadata(name = "socket") String s,
        @BeanParam Object bean,
        @QueryParam("number") String o) {}

    @AuditLogged(
        value = "thing.path",
        metadata = @AuditMetadata(name = "path", value = "${request.path}"))
    public void path() {}

    @AuditLogged("thing.plain")
    public void plain() {}

    @AuditLogged(
        value = "thing.told",
        metadata = @AuditMetadata(name = "result", value = "${result}"))
    public void result() {}

    @AuditLogged(value = "thing.failed", on = AuditOutcome.FAILURE)
    public void onlyFailures() {}

    @AuditLogged("thing.secret")
    public void secret(
        @AuditMetadata(name = "userPassword") String password,
        @AuditMetadata(name = "note") String note) {}

    @AuditLogged("thing.optional")
    public void optional(@AuditMetadata(name = "maybe") Optional<String> maybe) {}
  }
}
