// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.interceptor.InvocationContext;
import jakarta.json.JsonObject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.AuditOutcome;
import org.auditlogged.CallContext;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.CurrentDraft;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.cdi.Table.End;
import org.auditlogged.internal.outbox.OutboxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With an outbox that is in the transactions of its callers. */
class CallsInTransactionTest {
  private static final CallContext CALLER =
      (CallContext)
          Proxy.newProxyInstance(
              CallContext.class.getClassLoader(),
              new Class<?>[] {CallContext.class},
              (proxy, method, arguments) ->
                  method.getReturnType() == Optional.class ? Optional.empty() : (Object) true);

  private final Table table = new Table();
  private final HandWired application =
      new HandWired(table.outbox(), Map.of("workos.organization-id", "org_1"));

  CallsInTransactionTest() {
    application.transactions(table);
  }

  /** Audited. */
  static class Calls {
    @AuditLogged(
        value = "call.made",
        metadata = @AuditMetadata(name = "result", value = "${result}"))
    Object call() {
      return null;
    }

    @AuditLogged(value = "call.required", required = true)
    Object required() {
      return null;
    }

    @AuditLogged(value = "call.failed", on = AuditOutcome.FAILURE)
    void onFailure() {}

    @AuditLogged("call.staged")
    CompletionStage<String> stage() {
      return null;
    }
  }

  @Test
  void aSuccessIsInItsCallersTransaction() throws Exception {
    table.begin();
    call("call", () -> "done");
    table.ending();
    assertThat(table.rows).isEmpty();

    table.ended(End.COMMITTED);
    assertThat(only()).isEqualTo("call.made success done");
    assertThat(table.appended).isZero();
  }

  @Test
  void aSuccessIsInATransactionOfItsOwnWithWhatTheMethodReturned() throws Exception {
    assertThat(transactional("call", () -> "done", End.COMMITTED)).isEqualTo("done");
    assertThat(only()).isEqualTo("call.made success done");
    assertThat(table.appended).isZero();
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void thereIsOneEventHoweverTheTransactionEnds(End end) throws Exception {
    table.begin();
    call("call", () -> "done");
    table.ending();
    table.ended(end);

    boolean isThere = end != End.ROLLED_BACK;
    assertThat(only()).isEqualTo("call.made " + (isThere ? "success" : "failure") + " done");
    assertThat(table.appended).isEqualTo(end == End.COMMITTED ? 0 : 1);
  }

  @Test
  void whatIsMadeOfARollbackIsTheSameEventWithAnotherOutcome() throws Exception {
    table.begin();
    call("call", () -> "done");
    table.ending();
    table.ended(End.ROLLED_BACK);
    assertThat(table.offered).hasSize(2);
    var success = table.offered.get(0);
    var failure = table.offered.get(1);
    assertThat(failure.id()).isEqualTo(success.id());
    assertThat(failure.occurredAt()).isEqualTo(success.occurredAt());
    assertThat(metadata().getString("error")).isEqualTo("jakarta.transaction.RollbackException");
  }

  @Test
  void aTransactionThatIsOnlyRolledBackIsAFailure() throws Exception {
    table.begin();
    call("call", () -> "done");
    table.rollBack();
    assertThat(only()).isEqualTo("call.made failure done");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereTheTransactionDoesNotReachTheOutboxItIsKeptAfterIt(boolean late) throws Exception {
    table.isElsewhere = true;
    table.isFoundOutLate = late;
    table.begin();
    call("call", () -> "done");
    table.ending();
    assertThat(table.appended).isZero();

    table.ended(End.COMMITTED);
    assertThat(only()).isEqualTo("call.made success done");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void whereItCannotBeKeptInTheTransactionItIsKeptAfterIt() throws Exception {
    table.broken = new OutboxException("table is locked", null);
    table.begin();
    call("call", () -> "done");
    table.commit();
    assertThat(only()).isEqualTo("call.made success done");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void aRequiredOneThatCannotBeKeptThereRollsTheTransactionBack() throws Exception {
    table.broken = new OutboxException("table is locked", null);
    table.begin();
    assertThatThrownBy(() -> call("required", () -> null))
        .isInstanceOf(AuditNotRecordedException.class)
        .hasMessageEndingWith("required() could not be audited: table is locked");
    assertThat(table.isOpen()).isFalse();
    table.commit();
    assertThat(only()).isEqualTo("call.required failure");
  }

  @Test
  void aStageWhoseRequiredEventCannotBeKeptThereRollsTheTransactionBackAsWell() throws Exception {
    var stage = new CompletableFuture<String>();
    table.begin();
    call("required", () -> stage);
    stage.complete("value");
    table.broken = new OutboxException("table is locked", null);
    assertThatThrownBy(table::commit).isInstanceOf(AuditNotRecordedException.class);
    assertThat(only()).isEqualTo("call.required failure");
  }

  @Test
  void onFailureFailRollsTheTransactionBackAsWell() {
    var told =
        new HandWired(
            table.outbox(),
            Map.of("workos.organization-id", "org_1", "auditlogged.on-failure", "fail"));
    told.transactions(table);
    table.broken = new OutboxException("table is locked", null);
    assertThatThrownBy(
            () -> new Call(told, "call", () -> "done", () -> "done").inside(End.COMMITTED))
        .isInstanceOf(AuditNotRecordedException.class);
    assertThat(only()).isEqualTo("call.made failure");
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void whateverElseGoesWrongInsideDoesNotBreakTheCommit(Class<? extends Throwable> broken)
      throws Exception {
    table.broken = broken.getConstructor().newInstance();
    table.begin();
    call("required", () -> null);
    table.commit();
    assertThat(only()).isEqualTo("call.required success");
    assertThat(table.appended).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, ForbiddenException.class})
  void whatFailsOrIsDeniedNeverDependsOnTheTransaction(Class<? extends RuntimeException> thrown)
      throws Exception {
    var own = thrown.getConstructor().newInstance();
    table.begin();
    assertThatThrownBy(
            () ->
                call(
                    "call",
                    () -> {
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(table.appended).isEqualTo(1);
    table.commit();
    assertThat(only())
        .isEqualTo(own instanceof ForbiddenException ? "call.made denied" : "call.made failure");
  }

  @Test
  void aMethodThatCommitsThoughItThrowsIsAFailure() {
    var own = new IllegalStateException();
    assertThatThrownBy(
            () ->
                transactional(
                    "call",
                    () -> {
                      throw own;
                    },
                    End.COMMITTED))
        .isSameAs(own);
    assertThat(only()).isEqualTo("call.made failure");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsAFailureIsSettledAsWithoutATransaction() throws Exception {
    transactional("call", () -> Response.status(409).build(), End.COMMITTED);
    assertThat(only()).isEqualTo("call.made failure");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void aStageThatIsThereIsNotWaitedForOneThatIsNotIs() throws Exception {
    transactional("stage", () -> CompletableFuture.completedFuture("value"), End.COMMITTED);
    assertThat(only()).isEqualTo("call.staged success");
    assertThat(table.appended).isZero();
    table.rows.clear();

    var stage = new CompletableFuture<String>();
    transactional("stage", () -> stage, End.COMMITTED);
    assertThat(table.rows).isEmpty();
    stage.complete("value");
    assertThat(only()).isEqualTo("call.staged success");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void aStageThatHasFailedIsAFailure() throws Exception {
    transactional(
        "stage", () -> CompletableFuture.failedFuture(new IllegalStateException()), End.COMMITTED);
    assertThat(only()).isEqualTo("call.staged failure");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void aStageInItsCallersTransactionIsInItWhenItCompletesBeforeTheCommit() throws Exception {
    var stage = new CompletableFuture<String>();
    table.begin();
    call("stage", () -> stage);
    stage.complete("value");
    table.commit();
    assertThat(only()).isEqualTo("call.staged success");
    assertThat(table.appended).isZero();

    table.rows.clear();
    var later = new CompletableFuture<String>();
    table.begin();
    call("stage", () -> later);
    table.ending();
    later.complete("while it is committed");
    table.ended(End.COMMITTED);
    assertThat(only()).isEqualTo("call.staged success");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void whatIsSaidOnceTheEventIsInTheTransactionComesTooLate() throws Exception {
    table.begin();
    var draft =
        call(
            "call",
            () -> {
              CurrentDraft.get().metadata("before", true);
              return "done";
            });
    draft.metadata("after", true);
    table.commit();
    assertThat(metadata()).containsKey("before").doesNotContainKey("after");
  }

  @Test
  void aDiscardedDraftAndAnUnwantedOutcomeLeaveNothing() throws Exception {
    table.begin();
    call(
        "call",
        () -> {
          CurrentDraft.get().discard();
          return "done";
        });
    call("onFailure", () -> null);
    table.commit();
    assertThat(table.rows).isEmpty();

    table.begin();
    call("onFailure", () -> null);
    table.ending();
    table.ended(End.ROLLED_BACK);
    assertThat(only()).isEqualTo("call.failed failure");
  }

  @Test
  void whatIsTriedAgainAfterARollbackSpeaksOfTheLastTry() throws Exception {
    var results = List.of("first", "second").iterator();
    var call = new Call(application, "call", results::next, null);
    call.between =
        () -> {
          call.own(End.ROLLED_BACK);
          return call.own(End.COMMITTED);
        };
    call.run();
    assertThat(only()).isEqualTo("call.made success second");
    assertThat(table.appended).isZero();
  }

  @Test
  void ofATryThatWasRolledBackNothingIsInOneThatThrows() {
    var own = new IllegalStateException();
    var hasRun = new boolean[1];
    var call =
        new Call(
            application,
            "call",
            () -> {
              if (hasRun[0]) {
                throw own;
              }
              hasRun[0] = true;
              return "first";
            },
            null);
    call.between =
        () -> {
          call.own(End.ROLLED_BACK);
          return call.own(End.COMMITTED);
        };
    assertThatThrownBy(call::run).isSameAs(own);
    assertThat(only()).isEqualTo("call.made failure");
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void whatIsTriedAgainInOneTransactionIsOneEvent(End end) throws Exception {
    table.begin();
    var call = new Call(application, "call", () -> "done", null);
    call.between =
        () -> {
          call.inner();
          return call.inner();
        };
    call.run();
    table.ending();
    table.ended(end);
    assertThat(only())
        .isEqualTo("call.made " + (end == End.ROLLED_BACK ? "failure" : "success") + " done");
  }

  @Test
  void nobodyWritesAnotherEventWhileOneIsInTheTransaction() throws Exception {
    var own = new IllegalStateException();
    for (var end : List.of(End.COMMITTED, End.ROLLED_BACK)) {
      table.rows.clear();
      table.appended = 0;
      table.begin();
      var call = new Call(application, "call", () -> "done", null);
      call.between =
          () -> {
            call.inner();
            throw own;
          };
      assertThatThrownBy(call::run).isSameAs(own);
      assertThat(table.appended).as("it would wait for the transaction").isZero();

      table.end(end);
      assertThat(only())
          .isEqualTo(end == End.COMMITTED ? "call.made success done" : "call.made failure");
    }
  }

  @Test
  void aTransactionThatCanOnlyBeRolledBackIsNotWrittenTo() throws Exception {
    table.begin();
    table.undo(null);
    call("call", () -> "done");
    table.commit();
    assertThat(table.offered).hasSize(1);
    assertThat(only()).isEqualTo("call.made failure done");
  }

  @Test
  void aTransactionWithinAnotherIsItsOwn() throws Exception {
    table.begin();
    call("required", () -> null);
    transactional("call", () -> "inner", End.COMMITTED);
    assertThat(only()).isEqualTo("call.made success inner");

    table.rollBack();
    assertThat(events()).containsExactly("call.made success inner", "call.required failure");
  }

  @Test
  void aTransactionThatBeginsAndEndsWithinTheMethodMeansNothing() throws Exception {
    call(
        "call",
        () -> {
          table.begin();
          table.commit();
          return "done";
        });
    assertThat(only()).isEqualTo("call.made success done");
    assertThat(table.appended).isEqualTo(1);
  }

  @Test
  void aMethodThatEndsItsCallersTransactionIsSettledWhenItReturns() throws Exception {
    table.begin();
    call(
        "call",
        () -> {
          table.commit();
          assertThat(table.rows).isEmpty();
          return "done";
        });
    assertThat(only()).isEqualTo("call.made success done");
  }

  @Test
  void eachCallOfATransactionIsInIt() throws Exception {
    table.begin();
    for (int i = 0; i < 100; i++) {
      call("call", () -> "done");
    }
    table.commit();
    assertThat(table.rows).hasSize(100);
    assertThat(table.appended).isZero();
  }

  @Test
  void whatTheApplicationRecordsItselfIsKeptAtOnce() {
    table.begin();
    application.record(AuditEvent.action("a.b").build());
    assertThat(table.appended).isEqualTo(1);
    table.rollBack();
    assertThat(table.rows).hasSize(1);
  }

  @Test
  void anExceptionAfterTheCommitComesTooLate() {
    var own = new IllegalStateException();
    var call = new Call(application, "call", () -> "done", null);
    call.between =
        () -> {
          call.own(End.COMMITTED);
          throw own;
        };
    assertThatThrownBy(call::run).isSameAs(own);
    assertThat(only()).isEqualTo("call.made success done");
  }

  @Test
  void aResourceThatWasCommittedIsNotSettledAgainByItsAnswer() throws Exception {
    var resource = resource();
    new Call(application, "call", () -> Response.status(201).entity("made").build(), null)
        .inside(End.COMMITTED);
    assertThat(resource.isSettled()).isTrue();
    assertThat(resource.isThrough()).isFalse();

    answer(resource, 201);
    assertThat(only()).isEqualTo("call.made success made");
    assertThat(resource.isThrough()).isTrue();
    assertThat(table.appended).isZero();
  }

  @Test
  void aResourceThatWasRolledBackIsSettledByItsAnswer() throws Exception {
    var resource = resource();
    new Call(application, "call", () -> "made", null).inside(End.ROLLED_BACK);
    assertThat(table.rows).isEmpty();

    answer(resource, 200);
    assertThat(only()).isEqualTo("call.made failure made");
  }

  @Test
  void aResourceInATransactionThatTheServerEndsAfterItsInterceptorsIsInIt() throws Exception {
    var resource = resource();
    table.begin();
    call("call", () -> "made");
    table.commit();
    answer(resource, 200);
    assertThat(only()).isEqualTo("call.made success made");
    assertThat(table.appended).isZero();
  }

  @Test
  void aResourceThatIsAnsweredBeforeItsTransactionEndsIsSettledByThat() throws Exception {
    for (var end : List.of(End.COMMITTED, End.ROLLED_BACK)) {
      table.rows.clear();
      table.appended = 0;
      var resource = resource();
      table.begin();
      call("call", () -> "made");
      answer(resource, 200);
      assertThat(table.appended).isZero();

      table.end(end);
      assertThat(only())
          .isEqualTo("call.made " + (end == End.COMMITTED ? "success" : "failure") + " made");
      assertThat(resource.isThrough()).isTrue();
    }
  }

  private Draft resource() throws Exception {
    application.beginRequest();
    var method = Calls.class.getDeclaredMethod("call");
    var draft = application.auditing().draft(point(method), null);
    application.requests().get().begin(() -> null, CALLER);
    application.requests().get().begin(method, draft);
    return draft;
  }

  private AuditPoint point(Method method) {
    return application.auditing().point(Calls.class, method).orElseThrow();
  }

  private void answer(Draft draft, int status) {
    draft.answered(status);
    application.auditing().settle(draft);
  }

  private Draft call(String method, Callable<?> body) throws Exception {
    var call = new Call(application, method, body, null);
    call.run();
    return call.draft;
  }

  /** In a transaction that is begun and ended between the interceptors. */
  private Object transactional(String method, Callable<?> body, End end) throws Exception {
    return new Call(application, method, body, null).inside(end);
  }

  private String only() {
    assertThat(table.rows).hasSize(1);
    return events().get(0);
  }

  private JsonObject metadata() {
    return table.bodies().get(0).getJsonObject("metadata");
  }

  /** Of each event its action, its outcome, and what the method returned. */
  private List<String> events() {
    return table.bodies().stream()
        .map(
            event ->
                event.getString("action")
                    + " "
                    + event.getJsonObject("metadata").getString("outcome")
                    + (" " + event.getJsonObject("metadata").getString("result", ""))
                        .stripTrailing())
        .toList();
  }

  /** A call through both interceptors. For one thread. */
  private final class Call {
    private final HandWired application;
    private final String method;
    private final Callable<?> body;
    private final Map<String, Object> data = new HashMap<>();
    private Callable<?> between;
    private Draft draft;

    Call(HandWired application, String method, Callable<?> body, Callable<?> between) {
      this.application = application;
      this.method = method;
      this.body = body;
      this.between = between == null ? this::inner : between;
    }

    Object run() throws Exception {
      return application.call(context(() -> between.call()));
    }

    /** The same, with a transaction of its own. */
    Object inside(End end) throws Exception {
      between = () -> own(end);
      return run();
    }

    /** One run of the method in a transaction, which is rolled back as late as can be. */
    Object own(End end) throws Exception {
      table.begin();
      Object result;
      try {
        result = inner();
      } catch (Exception e) {
        table.end(end);
        throw e;
      }
      try {
        table.ending();
      } catch (RuntimeException e) {
        table.ended(End.ROLLED_BACK);
        throw e;
      }
      table.ended(end);
      return result;
    }

    Object inner() throws Exception {
      return application.callInside(
          context(
              () -> {
                draft = CurrentDraft.get();
                return body.call();
              }));
    }

    private InvocationContext context(Callable<?> proceed) {
      var target = new Calls();
      var called =
          Stream.of(Calls.class.getDeclaredMethods())
              .filter(each -> each.getName().equals(method))
              .findFirst()
              .orElseThrow();
      return (InvocationContext)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {InvocationContext.class},
              (proxy, asked, arguments) ->
                  switch (asked.getName()) {
                    case "proceed" -> proceed.call();
                    case "getTarget" -> target;
                    case "getMethod" -> called;
                    case "getContextData" -> data;
                    default -> null;
                  });
    }
  }
}
