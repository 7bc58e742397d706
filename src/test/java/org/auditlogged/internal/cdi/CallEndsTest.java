// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.Caller;
import org.auditlogged.internal.AuditConfig.Capture;
import org.auditlogged.internal.AuditConfig.OnFailure;
import org.auditlogged.internal.capture.Assembler;
import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.AutomaticMetadata;
import org.auditlogged.internal.capture.ClientAddress;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.Recorder;
import org.auditlogged.internal.capture.Redaction;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.OutboxException;
import org.junit.jupiter.api.Test;

class CallEndsTest {
  private final List<AuditEvent> kept = new ArrayList<>();
  private final List<TransactionEnd.Listener> transactions = new ArrayList<>();
  private final Recorder recorder = recorder();
  private final CallEnds ends =
      new CallEnds(() -> recorder, () -> new TransactionEnd(() -> new Transactions()));

  private boolean isInTransaction;
  private boolean isFull;
  private long lost;
  private final Draft draft = draft();

  /** A required call that has begun. */
  private static Draft draft() {
    var method = Calls.class.getDeclaredMethods()[0];
    var point = new AuditPoints().of(Calls.class, method).orElseThrow();
    var draft = new Draft(point, null, Instant.now());
    draft.entered(new Object[0]);
    draft.calledBy(Caller.of("user", "jon"));
    return draft;
  }

  @Test
  void withoutATransactionItEndsWhenTheMethodReturns() {
    ends.join(draft);
    ends.returned(draft, "result");
    assertThat(kept).hasSize(1);
  }

  @Test
  void inATransactionItEndsWithThat() {
    isInTransaction = true;
    ends.join(draft);
    ends.returned(draft, "result");
    assertThat(kept).isEmpty();

    transactions.get(0).ended(true);
    assertThat(kept).hasSize(1);
  }

  @Test
  void whatTheTransactionHasUndoneIsAFailureUnlessItIsTriedAgain() {
    isInTransaction = true;
    ends.join(draft);
    ends.returned(draft, "result");
    transactions.get(0).ended(false);
    assertThat(kept.get(0).metadata()).containsEntry("outcome", "failure");

    var again = draft();
    ends.join(again);
    transactions.get(1).ended(false);
    ends.join(again);
    ends.returned(again, "result");
    transactions.get(2).ended(true);
    assertThat(kept.get(1).metadata()).containsEntry("outcome", "success");
  }

  @Test
  void aStageIsWaitedForAsWellWhicheverEndsLast() {
    isInTransaction = true;
    var stage = new CompletableFuture<String>();
    ends.join(draft);
    ends.returned(draft, stage);
    transactions.get(0).ended(true);
    assertThat(kept).isEmpty();

    stage.complete("value");
    assertThat(kept).hasSize(1);
  }

  @Test
  void aStageThatNobodyCanListenToIsNotWaitedFor() {
    var stage =
        (CompletionStage<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException();
                });
    ends.returned(draft, stage);
    assertThat(kept).hasSize(1);
  }

  @Test
  void aMethodThatThrowsEndsAtOnce() {
    isInTransaction = true;
    ends.join(draft);
    draft.failed(new IllegalStateException());
    ends.failed(draft, new IllegalStateException());
    transactions.get(0).ended(false);
    assertThat(kept).hasSize(1);
  }

  @Test
  void whoStillWaitsForTheMethodIsToldThatItsEventIsLost() {
    isFull = true;
    assertThatThrownBy(() -> ends.returned(draft, null))
        .isInstanceOf(AuditNotRecordedException.class);
  }

  @Test
  void anExceptionOfTheMethodCarriesTheLossOfItsEvent() {
    isFull = true;
    var own = new IllegalStateException();
    ends.failed(draft, own);
    assertThat(own.getSuppressed()).hasAtLeastOneElementOfType(AuditNotRecordedException.class);
  }

  @Test
  void atTheEndOfATransactionNobodyIsToldButTheLossIsCounted() {
    isFull = true;
    isInTransaction = true;
    ends.join(draft);
    ends.returned(draft, null);
    assertThatCode(() -> transactions.get(0).ended(true)).doesNotThrowAnyException();
    assertThat(lost).isEqualTo(1);
  }

  /** Audited. */
  public static class Calls {
    @AuditLogged(value = "call.made", required = true)
    public void call() {}
  }

  private final class Transactions implements TransactionEnd.Registry {
    @Override
    public boolean await(TransactionEnd.Listener listener) {
      return isInTransaction && transactions.add(listener);
    }

    @Override
    public boolean isOpen() {
      return isInTransaction;
    }

    @Override
    public void undo(RuntimeException cause) {}
  }

  private Recorder recorder() {
    var settings = new Capture(List.of(), List.of(), Set.of(), List.of(), 100_000, OnFailure.LOG);
    var assembler =
        new Assembler(
            "org_1",
            new AutomaticMetadata(Set.of("outcome")),
            new Redaction(settings),
            new ClientAddress(settings),
            draft -> {});
    var outbox =
        (Outbox)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Outbox.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("canJoin")) {
                    return false;
                  } else if (method.getName().equals("note")) {
                    lost += arguments[0] == Note.LOST ? (long) arguments[1] : 0;
                  } else if (isFull) {
                    throw new OutboxException.Full("full", null);
                  }
                  return null;
                });
    return new Recorder(
        assembler, outbox, new Recorder.Steps(event -> event, event -> null, kept::add), settings);
  }
}
