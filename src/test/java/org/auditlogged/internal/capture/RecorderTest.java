// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.AuditOutcome;
import org.auditlogged.Caller;
import org.auditlogged.internal.AuditConfig.OnFailure;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.outbox.Cause;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.KeptBack;
import org.auditlogged.internal.outbox.Ledger;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.OutboxException;
import org.auditlogged.internal.outbox.Parked;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.internal.outbox.Selection;
import org.auditlogged.internal.schema.ActionSchema;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.LockFile;
import org.auditlogged.internal.schema.Pins;
import org.auditlogged.support.CapturedLog;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private final Shelf outbox = new Shelf();
  private final List<AuditEvent> announced = new ArrayList<>();

  @Test
  void aDraftIsKeptThenAnnounced() {
    var draft = Drafts.of("thing.read");
    recorder(OnFailure.LOG).settle(draft);

    assertThat(outbox.ids()).containsExactly(draft.id());
    assertThat(announced).extracting(AuditEvent::id).containsExactly(draft.id());
  }

  @Test
  void whatIsReadAheadIsNotReadAgain() {
    var recorder = recorder(OnFailure.LOG);
    var argument = new StringBuilder("as it returned");
    var draft = Drafts.of(Drafts.point(Calls.class, "call"), new Object[] {argument}, null);
    recorder.readAhead(draft);
    draft.rolledBack();
    argument.append(", changed later");
    recorder.settle(draft);

    assertThat(announced).hasSize(1);
    assertThat(announced.get(0).metadata()).containsExactly(Map.entry("k", "as it returned"));
    assertThat(draft.outcome()).isEqualTo(AuditOutcome.FAILURE);
  }

  @Test
  void readingAheadNeverReachesTheCaller() {
    var nobody = new Draft(Drafts.of("thing.read").point(), null, Drafts.NOW);
    var recorder = recorder(OnFailure.LOG);
    assertThatCode(() -> recorder.readAhead(nobody)).doesNotThrowAnyException();
  }

  @Test
  void anEventInATransactionIsToldOnceThatIsCommitted() {
    outbox.joins = true;
    var recorder = recorder(OnFailure.LOG);
    var draft = returned(Drafts.of("thing.read"));
    draft.metadata("text", "x".repeat(501));
    var inside = recorder.join(draft);
    assertThat(outbox.joined).extracting(Entry::id).containsExactly(draft.id());
    assertThat(outbox.noted(Note.CUT)).isZero();
    assertThat(announced).isEmpty();
    assertThat(draft.isOver()).isFalse();

    draft.leftTransaction();
    recorder.committed(draft, inside);
    recorder.settle(draft);
    assertThat(outbox.noted(Note.CUT)).isEqualTo(1);
    assertThat(announced).extracting(AuditEvent::id).containsExactly(draft.id());
    assertThat(outbox.entries).isEmpty();
    assertThat(draft.isOver()).isTrue();
  }

  @Test
  void whoWantsToSettleWhatIsInATransactionHasToWaitForThat() {
    outbox.joins = true;
    var recorder = recorder(OnFailure.LOG);
    var draft = returned(Drafts.of("thing.read"));
    var inside = recorder.join(draft);
    assertThat(draft.leftTransaction()).isFalse();

    draft.enteredTransaction();
    recorder.settle(draft);
    assertThat(draft.isSettled()).isFalse();
    assertThat(draft.leftTransaction()).isTrue();
    recorder.committed(draft, inside);
    recorder.settle(draft);
    assertThat(announced).hasSize(1);
    assertThat(outbox.entries).isEmpty();
    assertThat(recorder.join(draft)).isNull();
  }

  @Test
  void observersAreToldOfEachEventThatMayBecomeFinalAndChangeNoOther() {
    outbox.joins = true;
    var outcomes = new ArrayList<AuditOutcome>();
    var recorder =
        recorder(
            draft -> {
              outcomes.add(draft.outcome());
              draft.target("seen", String.valueOf(draft.targets().size()));
            });
    var draft = returned(Drafts.of("thing.read"));
    recorder.join(draft);
    draft.leftTransaction();
    draft.rolledBack();
    recorder.settle(draft);
    assertThat(outcomes).containsExactly(AuditOutcome.SUCCESS, AuditOutcome.FAILURE);
    assertThat(announced.get(0).targets())
        .containsExactly(new AuditEvent.Target("seen", "0", null, Map.of()));
  }

  @Test
  void anObserverMayDiscardWhatWouldBeInATransaction() {
    outbox.joins = true;
    var recorder = recorder(AuditDraft::discard);
    var draft = returned(Drafts.of("thing.read"));
    recorder.committed(draft, recorder.join(draft));
    assertThat(outbox.joined).isEmpty();
    assertThat(announced).isEmpty();
    assertThat(draft.isSettled()).isTrue();
  }

  @Test
  void nothingIsInATransactionThatDoesNotReachTheOutboxNorBeforeTheMethodReturns() {
    var recorder = recorder(OnFailure.LOG);
    assertThat(recorder.join(returned(Drafts.of("thing.read")))).isNull();

    outbox.joins = true;
    assertThat(recorder.join(Drafts.of("thing.read"))).isNull();
    assertThat(outbox.joined).isEmpty();
  }

  @Test
  void whatCannotBeKeptInItsTransactionIsWarnedOf() {
    outbox.joins = true;
    outbox.isFull = true;
    var lines = new CapturedLog();
    var recorder =
        new Recorder(
            Drafts.assembler((AuditDraft draft) -> {}),
            outbox,
            new Recorder.Steps(event -> event, RecorderTest::entry, announced::add),
            Drafts.settings(OnFailure.LOG),
            new Log(lines, Clock.systemUTC()));
    var draft = returned(Drafts.of("thing.read"));
    assertThat(recorder.join(draft)).isNull();
    assertThat(lines.lines())
        .containsExactly(
            "WARNING AUDIT-069 event "
                + draft.id()
                + " (thing.read) could not be kept in the transaction of its call: the shelf is full; it is kept"
                + " once that is committed");

    var required = returned(Drafts.required("thing.read"));
    assertThatThrownBy(() -> recorder.join(required))
        .isInstanceOf(AuditNotRecordedException.class)
        .hasMessage(required.point().place() + " could not be audited: the shelf is full");
    assertThat(required.isSettled()).isFalse();
    assertThat(outbox.noted(Note.LOST)).isZero();
  }

  private static Draft returned(Draft draft) {
    draft.returnedInside(null);
    return draft;
  }

  /** Audited. */
  public static class Calls {
    @AuditLogged("call.made")
    public void call(@AuditMetadata(name = "k") Object argument) {}
  }

  @Test
  void aDraftIsSettledOnceWhoeverComesFirst() throws Exception {
    var recorder = recorder(OnFailure.LOG);
    var draft = Drafts.of("thing.read");
    var start = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      threads.submit(
          () -> {
            start.await();
            recorder.settle(draft);
            return null;
          });
    }
    start.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    assertThat(outbox.entries).hasSize(1);
  }

  @Test
  void aDiscardedDraftIsNotKept() {
    var draft = Drafts.of("thing.read");
    draft.discard();
    recorder(OnFailure.LOG).settle(draft);
    assertThat(outbox.entries).isEmpty();
  }

  @Test
  void aLostEventIsCountedAndTheCallGoesOn() {
    outbox.isFull = true;
    var recorder = recorder(OnFailure.LOG);

    assertThatCode(() -> recorder.settle(Drafts.of("thing.read"))).doesNotThrowAnyException();
    assertThat(outbox.noted(Note.LOST)).isEqualTo(1);
    assertThat(announced).isEmpty();
  }

  @Test
  void anEventThatIsKeptWithoutSomeOfWhatItHeldIsCounted() {
    var recorder = recorder(OnFailure.LOG);
    var small = AuditEvent.action("a.b").metadata("text", "x").build();
    var large = AuditEvent.action("a.b").metadata("text", "x".repeat(501)).build();
    recorder.record(List.of(small, large, large), Caller.of("system", "app"), null);
    assertThat(outbox.noted(Note.CUT)).isEqualTo(2);
    assertThat(announced.get(1).metadata()).containsEntry("truncated", "texts 1");

    outbox.isFull = true;
    assertThatThrownBy(() -> recorder.record(List.of(large), Caller.of("system", "app"), null))
        .isInstanceOf(AuditNotRecordedException.class);
    assertThat(outbox.noted(Note.CUT)).isEqualTo(2);
  }

  @Test
  void withOnFailureFailOrRequiredTheCallerLearnsOfALostEvent() {
    outbox.isFull = true;
    assertThatThrownBy(() -> recorder(OnFailure.FAIL).settle(Drafts.of("thing.read")))
        .isInstanceOf(AuditNotRecordedException.class)
        .hasMessageContaining("the shelf is full");
    assertThatThrownBy(() -> recorder(OnFailure.LOG).settle(Drafts.required("thing.read")))
        .isInstanceOf(AuditNotRecordedException.class);
  }

  @Test
  void whatNobodyKnowsYetIsNotCountedButToldToACallerWhoIsToKnow() {
    outbox.hangs = true;
    assertThatCode(() -> recorder(OnFailure.LOG).settle(Drafts.of("thing.read")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> recorder(OnFailure.LOG).settle(Drafts.required("thing.read")))
        .isInstanceOf(AuditNotRecordedException.class)
        .hasMessageEndingWith("could not be audited: nobody knows yet");
    assertThat(outbox.noted(Note.LOST)).isZero();
    assertThat(announced).isEmpty();
  }

  @Test
  void aRequiredCallMayNotRunWhileNothingCanBeKept() {
    var recorder = recorder(OnFailure.LOG);
    var required = Drafts.required("thing.read").point();
    assertThatCode(() -> recorder.require(required)).doesNotThrowAnyException();

    outbox.isFull = true;
    assertThatThrownBy(() -> recorder.require(required))
        .isInstanceOf(AuditNotRecordedException.class)
        .hasMessage(
            required.place() + " was refused because it could not be audited: the shelf is full");
    assertThatCode(() -> recorder.require(Drafts.of("thing.read").point()))
        .doesNotThrowAnyException();
  }

  @Test
  void whateverGoesWrongInsideNeverReachesTheCaller() {
    var recorder =
        new Recorder(
            Drafts.assembler(draft -> {}),
            outbox,
            new Recorder.Steps(
                event -> event,
                event -> {
                  throw new StackOverflowError();
                },
                announced::add),
            Drafts.settings(OnFailure.LOG));
    assertThatCode(() -> recorder.settle(Drafts.of("thing.read"))).doesNotThrowAnyException();
    assertThat(outbox.noted(Note.LOST)).isEqualTo(1);
  }

  @Test
  void anEventHasItsPinnedVersionBeforeItIsWrittenAndAnnounced() {
    var written = new ArrayList<AuditEvent>();
    var recorder =
        new Recorder(
            Drafts.assembler(draft -> {}),
            outbox,
            new Recorder.Steps(
                new Pins(
                    Catalogue.of(List.of(), Set.of()),
                    LockFile.EMPTY.with(ActionSchema.of("thing.read"), 4)),
                event -> {
                  written.add(event);
                  return entry(event);
                },
                announced::add),
            Drafts.settings(OnFailure.LOG));
    recorder.settle(Drafts.of("thing.read"));
    assertThat(written).extracting(AuditEvent::version).containsExactly(4);
    assertThat(announced).isEqualTo(written);
  }

  @Test
  void anEventThatCannotBeAnnouncedIsKeptAllTheSame() {
    var recorder =
        new Recorder(
            Drafts.assembler(draft -> {}),
            outbox,
            new Recorder.Steps(
                event -> event,
                RecorderTest::entry,
                event -> {
                  throw new IllegalStateException("shutting down");
                }),
            Drafts.settings(OnFailure.FAIL));
    recorder.settle(Drafts.of("thing.read"));
    assertThat(outbox.entries).hasSize(1);
    assertThat(outbox.noted(Note.LOST)).isZero();
  }

  @Test
  void manyEventsAreOneAppend() {
    recorder(OnFailure.LOG)
        .record(
            List.of(AuditEvent.action("a.b").build(), AuditEvent.action("a.c").build()),
            Caller.of("system", "app"),
            null);
    assertThat(outbox.appends).isEqualTo(1);
    assertThat(outbox.entries).extracting(Entry::action).containsExactly("a.b", "a.c");
  }

  @Test
  void whoRecordsByItselfAlwaysLearnsOfALoss() {
    outbox.isFull = true;
    var recorder = recorder(OnFailure.LOG);
    var events = List.of(AuditEvent.action("a.b").build(), AuditEvent.action("a.c").build());
    assertThatThrownBy(() -> recorder.record(events, Caller.of("system", "app"), null))
        .isInstanceOf(AuditNotRecordedException.class)
        .hasMessage("2 events could not be recorded: the shelf is full");
    assertThat(outbox.noted(Note.LOST)).isEqualTo(2);
  }

  @Test
  void whatAnEventLeavesOutIsFilledIn() {
    recorder(OnFailure.LOG)
        .record(
            List.of(AuditEvent.action("a.b").build()),
            Caller.of("user", "jon").named("Jon").in("org_jon").with("role", "admin"),
            Drafts.request());
    var event = announced.get(0);
    assertThat(event.organization()).isEqualTo("org_jon");
    assertThat(event.actor().id()).isEqualTo("jon");
    assertThat(event.actor().metadata()).containsEntry("role", "admin");
    assertThat(event.context()).isEqualTo(new AuditEvent.Context("192.0.2.1", "agent/1"));
  }

  @Test
  void whatAnEventSaysWinsOverTheCaller() {
    recorder(OnFailure.LOG)
        .record(
            List.of(
                AuditEvent.action("a.b")
                    .organization("org_own")
                    .actor("service", "s1")
                    .location("mine")
                    .build()),
            Caller.of("user", "jon").in("org_jon"),
            Drafts.request());
    var event = announced.get(0);
    assertThat(event.organization()).isEqualTo("org_own");
    assertThat(event.actor().id()).isEqualTo("s1");
    assertThat(event.context()).isEqualTo(new AuditEvent.Context("mine", null));
  }

  @Test
  void anEventWithoutOrganizationIsKeptAndItsWarningNamesTheRemedy() {
    var lines = new CapturedLog();
    var recorder =
        new Recorder(
            Drafts.assembler((AuditDraft draft) -> {}, null, Set.of()),
            outbox,
            new Recorder.Steps(event -> event, RecorderTest::entry, announced::add),
            Drafts.settings(OnFailure.LOG),
            new Log(lines, Clock.systemUTC()));
    recorder.record(
        List.of(AuditEvent.action("a.b").build()), Caller.of("system", "app"), Drafts.request());
    assertThat(outbox.entries).extracting(Entry::organization).containsExactly((String) null);
    assertThat(lines.lines())
        .containsExactly(
            "WARNING AUDIT-064 event of a.b has no organization; it is kept and parked. Set workos.organization-id,"
                + " give the caller an org_id claim, or name it with @AuditLogged(organization = …)");
  }

  private Recorder recorder(Consumer<AuditDraft> observer) {
    return new Recorder(
        Drafts.assembler(observer),
        outbox,
        new Recorder.Steps(event -> event, RecorderTest::entry, announced::add),
        Drafts.settings(OnFailure.LOG));
  }

  private Recorder recorder(OnFailure onFailure) {
    return new Recorder(
        Drafts.assembler((AuditDraft draft) -> {}),
        outbox,
        new Recorder.Steps(event -> event, RecorderTest::entry, announced::add),
        Drafts.settings(onFailure));
  }

  private static Entry entry(AuditEvent event) {
    return new Entry(
        event.id(), event.organization(), event.action(), event.occurredAt(), new byte[0]);
  }

  /** Keeps what is appended until it is full. */
  private static final class Shelf implements Outbox {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Note, Long> notes = new EnumMap<>(Note.class);
    private int appends;
    private boolean isFull;
    private boolean joins;
    private final List<Entry> joined = new ArrayList<>();
    private boolean hangs;

    List<java.util.UUID> ids() {
      return entries.stream().map(Entry::id).toList();
    }

    @Override
    public synchronized void append(List<Entry> more) {
      check();
      appends++;
      entries.addAll(more);
    }

    @Override
    public boolean canJoin() {
      return joins;
    }

    @Override
    public boolean join(List<Entry> more) {
      check();
      return joined.addAll(more);
    }

    @Override
    public void check() {
      if (hangs) {
        throw new OutboxException.Unknown("nobody knows yet", null);
      }
      if (isFull) {
        throw new OutboxException.Full("the shelf is full", null);
      }
    }

    @Override
    public List<Claimed> claim(int max, int again, Duration lease) {
      return List.of();
    }

    @Override
    public void ack(Collection<Claimed> delivered) {}

    @Override
    public void retry(Claimed entry, Instant due) {}

    @Override
    public void park(Claimed entry, Refusal refusal) {}

    @Override
    public Optional<Claimed> probe(boolean again, double from, Duration lease) {
      return Optional.empty();
    }

    @Override
    public void hold(Collection<Claimed> entries, Refusal.By by) {}

    @Override
    public Optional<Claimed> claimHeld(Cause cause, Duration lease) {
      return Optional.empty();
    }

    @Override
    public int resume(Cause cause, int max) {
      return 0;
    }

    @Override
    public Optional<Instant> resumable(Cause cause) {
      return Optional.empty();
    }

    @Override
    public List<Cause> causes(int max) {
      return List.of();
    }

    @Override
    public List<KeptBack> keptBack(int max) {
      return List.of();
    }

    @Override
    public int release(Selection which, int max) {
      return 0;
    }

    @Override
    public Optional<Instant> nextDue() {
      return Optional.empty();
    }

    long noted(Note what) {
      return notes.getOrDefault(what, 0L);
    }

    @Override
    public void note(Note what, long count) {
      notes.merge(what, count, Long::sum);
    }

    @Override
    public Ledger ledger() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> oldest() {
      return Optional.empty();
    }

    @Override
    public Parked parkedEntries() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
