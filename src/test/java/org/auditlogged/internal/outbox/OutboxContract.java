// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditlogged.internal.outbox.Entries.body;
import static org.auditlogged.internal.outbox.Entries.entries;
import static org.auditlogged.internal.outbox.Entries.entry;
import static org.auditlogged.internal.outbox.Entries.number;
import static org.auditlogged.internal.outbox.Entries.numbers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.auditlogged.internal.outbox.Outbox.Counts;
import org.auditlogged.internal.outbox.Refusal.By;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every outbox does. */
abstract class OutboxContract {
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Refusal REFUSED = new Refusal(By.ACTION, 400, "no such action");

  final MutableClock clock = new MutableClock();
  Outbox outbox;

  abstract Outbox open();

  /** Closes the outbox and opens it again. */
  abstract Outbox reopen();

  @BeforeEach
  void openOutbox() {
    outbox = open();
  }

  @AfterEach
  void closeOutbox() {
    outbox.close();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(outbox.claim(10, LEASE)).isEmpty();
    assertThat(outbox.nextDue()).isEmpty();
    assertThat(outbox.counts()).isEqualTo(new Counts(0, 0));
    outbox.check();
  }

  @Test
  void handsOutWhatWasAppended() {
    var appended =
        new Entry(
            UUID.randomUUID(),
            "org_é",
            "a.b",
            Instant.parse("2026-02-03T04:05:06.789Z"),
            new byte[] {0, -1, 127});
    outbox.append(List.of(appended));
    var appendedAt = clock.instant();
    clock.advance(Duration.ofHours(1));

    var claimed = outbox.claim(10, LEASE).get(0);

    assertThat(claimed.entry()).usingRecursiveComparison().isEqualTo(appended);
    assertThat(claimed.attempts()).isZero();
    assertThat(claimed.isShrunk()).isFalse();
    assertThat(claimed.appendedAt()).isEqualTo(appendedAt);
  }

  @Test
  void keepsAnEntryWithoutOrganization() {
    var appended = new Entry(UUID.randomUUID(), null, "a.b", Instant.EPOCH, new byte[0]);
    outbox.append(List.of(appended));

    assertThat(outbox.claim(1, LEASE).get(0).entry())
        .usingRecursiveComparison()
        .isEqualTo(appended);
  }

  @Test
  void whatAClientSentIsNeverAStatement() {
    var text = "x'); DELETE FROM outbox; --\"; ${1+1} #{1+1} %s ?1 :a";
    var appended =
        new Entry(
            UUID.randomUUID(), text, text, Instant.EPOCH, text.getBytes(StandardCharsets.UTF_8));
    outbox.append(List.of(appended, Entries.entry(1)));

    var claimed = outbox.claim(1, LEASE).get(0);
    assertThat(claimed.entry()).usingRecursiveComparison().isEqualTo(appended);
    outbox.park(claimed, new Refusal(By.ACTION, 400, text));
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 1));
  }

  @Test
  void handsOutTheOldestFirst() {
    outbox.append(entries(5, 8));
    outbox.append(entries(0, 3));

    assertThat(numbers(outbox.claim(2, LEASE))).containsExactly(5, 6);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(7, 0, 1, 2);
    assertThat(outbox.claim(9, LEASE)).isEmpty();
  }

  @Test
  void whatIsAdoptedKeepsItsPast() {
    var past = new Claimed.Past(3, true, clock.instant().minusSeconds(7));
    var appendedAt = clock.instant().minusSeconds(60);
    var other = new Claimed(99, entry(2), 5, true, appendedAt, past);
    outbox.append(entries(1, 2));

    outbox.adopt(List.of(other, new Claimed(98, entry(1), 9, true, appendedAt)));

    var claimed = outbox.claim(9, LEASE);
    assertThat(numbers(claimed)).containsExactly(1, 2);
    assertThat(claimed.get(0).attempts()).isZero();
    assertThat(claimed.get(1)).usingRecursiveComparison().ignoringFields("row").isEqualTo(other);
    assertThat(outbox.ledger().captured()).isEqualTo(2);
  }

  @Test
  void appendingNothingDoesNothing() {
    outbox.append(List.of());
    outbox.ack(List.of());

    assertThat(outbox.counts().waiting()).isZero();
  }

  @Test
  void claimingNoneLeasesNone() {
    outbox.append(entries(0, 1));

    assertThat(outbox.claim(0, LEASE)).isEmpty();
    assertThat(outbox.claim(1, LEASE)).hasSize(1);
  }

  @Test
  void keepsAnEntryOnce() {
    outbox.append(List.of(entry(1), entry(1)));
    outbox.append(List.of(entry(2), entry(1)));

    assertThat(outbox.counts().waiting()).isEqualTo(2);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1, 2);
  }

  @Test
  void appendingAgainNeitherFreesALeaseNorReplacesTheBody() {
    outbox.append(entries(1, 2));
    outbox.claim(1, LEASE);
    outbox.append(List.of(entry(1, new byte[] {'x'})));

    assertThat(outbox.claim(1, LEASE)).isEmpty();
    clock.advance(LEASE);
    assertThat(body(outbox.claim(1, LEASE).get(0))).isEqualTo("body of 1");
  }

  @Test
  void appendingAParkedEntryAgainLeavesItParked() {
    outbox.append(entries(1, 2));
    outbox.park(outbox.claim(1, LEASE).get(0), REFUSED);
    outbox.append(entries(1, 2));

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 1));
  }

  @Test
  void claimedEntryReturnsWhenTheLeaseRunsOut() {
    outbox.append(entries(0, 1));
    outbox.claim(1, LEASE);
    clock.advance(LEASE.minusMillis(1));
    assertThat(outbox.claim(1, LEASE)).isEmpty();

    clock.advance(Duration.ofMillis(1));

    var again = outbox.claim(1, LEASE);
    assertThat(numbers(again)).containsExactly(0);
    assertThat(again.get(0).attempts()).isZero();
  }

  @Test
  void whoseLeaseEndedMayHaveBeenStored() {
    outbox.append(entries(0, 2));
    assertThat(outbox.claim(1, LEASE).get(0).past().doubtedAt()).isNull();
    var end = clock.instant().plus(LEASE);
    clock.advance(LEASE);

    assertThat(outbox.claim(1, LEASE).get(0).past().doubtedAt())
        .isBetween(end.minus(Duration.ofMinutes(10)), end.minus(LEASE));
    outbox.claim(1, LEASE);
    outbox = reopen();
    assertThat(outbox.claim(2, LEASE))
        .allSatisfy(entry -> assertThat(entry.past().doubtedAt()).isNotNull());
  }

  @Test
  void ackedEntriesAreGone() {
    outbox.append(entries(0, 3));
    var claimed = outbox.claim(3, LEASE);
    outbox.ack(List.of(claimed.get(2), claimed.get(0)));
    clock.advance(LEASE);

    assertThat(numbers(outbox.claim(3, LEASE))).containsExactly(1);
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));
  }

  @Test
  void ackingTwiceCountsOnce() {
    outbox.append(entries(0, 2));
    var claimed = outbox.claim(1, LEASE);
    outbox.ack(claimed);
    outbox.ack(claimed);

    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));
  }

  @Test
  void aLateAckDoesNotTakeTheEntryThatCameAfter() {
    outbox.append(entries(0, 1));
    var claimed = outbox.claim(1, LEASE);
    outbox.ack(claimed);
    outbox.append(entries(1, 2));
    outbox.ack(claimed);
    outbox.retry(claimed.get(0), clock.instant().plusSeconds(9));
    outbox.park(claimed.get(0), REFUSED);

    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));
    assertThat(numbers(outbox.claim(1, LEASE))).containsExactly(1);
  }

  @Test
  void retriedEntryIsDueAtItsTimeAndNotBefore() {
    outbox.append(entries(0, 1));
    outbox.retry(outbox.claim(1, LEASE).get(0), clock.instant().plusSeconds(60));
    clock.advance(Duration.ofMillis(59_999));
    assertThat(outbox.claim(1, LEASE)).isEmpty();

    clock.advance(Duration.ofMillis(1));

    var again = outbox.claim(1, LEASE).get(0);
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(body(again)).isEqualTo("body of 0");
    assertThat(again.isShrunk()).isFalse();
  }

  @Test
  void aRetryThatIsDueAlreadyPutsTheEntryBackInItsPlace() {
    outbox.append(entries(0, 3));
    var claimed = outbox.claim(2, LEASE);
    outbox.retry(claimed.get(0), clock.instant().minusSeconds(1));
    outbox.retry(claimed.get(1), clock.instant());

    assertThat(numbers(outbox.claim(3, LEASE))).containsExactly(0, 1, 2);
  }

  @Test
  void entriesThatReturnComeBeforeYoungerOnes() {
    outbox.append(entries(0, 3));
    var claimed = outbox.claim(2, LEASE);
    outbox.retry(claimed.get(0), clock.instant().plusSeconds(40));
    clock.advance(Duration.ofSeconds(40));

    assertThat(numbers(outbox.claim(2, LEASE))).containsExactly(0, 1);
    assertThat(numbers(outbox.claim(2, LEASE))).containsExactly(2);
  }

  @Test
  void aRetryThatCutTheBodyKeepsItCut() {
    outbox.append(entries(0, 1));
    outbox.retry(outbox.claim(1, LEASE).get(0).shrunk(new byte[] {'s'}), clock.instant());

    var again = outbox.claim(1, LEASE).get(0);
    assertThat(body(again)).isEqualTo("s");
    assertThat(again.isShrunk()).isTrue();
  }

  @Test
  void aCourierThatOutlivedItsLeaseDoesNotRetryTwice() {
    outbox.append(entries(0, 1));
    var late = outbox.claim(1, LEASE).get(0);
    clock.advance(LEASE);
    outbox.retry(outbox.claim(1, LEASE).get(0), clock.instant().plusSeconds(60));
    outbox.retry(late, clock.instant());

    assertThat(outbox.claim(1, LEASE)).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    assertThat(outbox.claim(1, LEASE).get(0).attempts()).isEqualTo(1);
  }

  @Test
  void parkedEntryIsKeptAndNotClaimed() {
    outbox.append(entries(0, 2));
    outbox.park(outbox.claim(1, LEASE).get(0), REFUSED);
    clock.advance(Duration.ofDays(365));

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1);
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 1));
  }

  @Test
  void aParkedEntryIsParkedOnceAndNotRetried() {
    outbox.append(entries(0, 1));
    var claimed = outbox.claim(1, LEASE).get(0);
    outbox.park(claimed, REFUSED);
    outbox.park(claimed, REFUSED);
    outbox.retry(claimed, clock.instant());

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 1));
    assertThat(outbox.nextDue()).isEmpty();
  }

  @Test
  void anEntryDeliveredAfterAllIsNoLongerParked() {
    outbox.append(entries(0, 1));
    var claimed = outbox.claim(1, LEASE);
    outbox.park(claimed.get(0), REFUSED);
    outbox.ack(claimed);

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 0));
  }

  @Test
  void releasedEntriesGoBackToTheirPlaces() {
    outbox.append(entries(0, 4));
    var claimed = outbox.claim(3, LEASE);
    claimed.forEach(entry -> outbox.park(entry, REFUSED));

    assertThat(outbox.release(Selection.ALL, 2)).isEqualTo(2);
    assertThat(outbox.counts()).isEqualTo(new Counts(3, 1));
    assertThat(outbox.release(Selection.ALL, 2)).isEqualTo(1);
    assertThat(outbox.release(Selection.ALL, 2)).isZero();

    assertThat(outbox.counts()).isEqualTo(new Counts(4, 0));
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 1, 2, 3);
  }

  @Test
  void onlyWhatWasSelectedIsReleased() {
    outbox.append(entries(0, 9));
    outbox.claim(8, LEASE).forEach(entry -> outbox.park(entry, REFUSED));

    assertThat(outbox.release(Selection.ofAction("thing.undone"), 9)).isZero();
    assertThat(outbox.release(Selection.ofOrganization("org_4"), 9)).isEqualTo(1);
    assertThat(outbox.release(Selection.of(entry(6).id()), 9)).isEqualTo(1);
    assertThat(outbox.release(Selection.of(entry(8).id()), 9)).as("not parked").isZero();
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(4, 6, 8);

    assertThat(outbox.release(Selection.ofAction("thing.done"), 9)).isEqualTo(6);
  }

  @Test
  void aReleasedEntryCanBeParkedAgain() {
    outbox.append(entries(0, 1));
    outbox.park(outbox.claim(1, LEASE).get(0), REFUSED);
    outbox.release(Selection.ALL, 1);
    outbox.park(outbox.claim(1, LEASE).get(0), REFUSED);

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 1));
  }

  @Test
  void urgentEntriesOvertakeOneForOne() {
    outbox.append(entries(0, 6));
    outbox.append(entries(6, 10).stream().map(Entry::urgent).toList());

    assertThat(numbers(outbox.claim(2, LEASE))).containsExactly(6, 0);
    assertThat(numbers(outbox.claim(4, LEASE))).containsExactly(7, 8, 1, 2);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(9, 3, 4, 5);
  }

  @Test
  void anUrgentEntryStaysUrgentUntilItFails() {
    outbox.append(List.of(entry(0), entry(1), entry(2).urgent()));
    var urgent = outbox.claim(1, LEASE).get(0);
    assertThat(urgent.entry().isUrgent()).isTrue();
    outbox.retry(urgent, clock.instant());
    outbox = reopen();

    urgent = outbox.claim(1, LEASE).get(0);
    assertThat(number(urgent)).isEqualTo(2);
    outbox.retry(urgent.failed(null), clock.instant());
    assertThat(numbers(outbox.claim(2, 0, LEASE))).containsExactly(0, 1);
    assertThat(outbox.claim(1, LEASE).get(0).entry().isUrgent()).isFalse();
  }

  @Test
  void howeverManyFailedTheOthersHaveThreeOfFourTurns() {
    outbox.append(entries(0, 60));
    outbox
        .claim(40, LEASE)
        .forEach(entry -> outbox.retry(entry.failed(clock.instant()), clock.instant()));

    var claimed = outbox.claim(16, LEASE);
    assertThat(claimed.stream().filter(entry -> entry.past().hasFailed())).hasSize(4);
    assertThat(outbox.claim(16, 1, LEASE).stream().filter(e -> e.past().hasFailed())).hasSize(1);
    // nobody else wants their turns
    assertThat(outbox.claim(16, LEASE)).hasSize(16);
  }

  @Test
  void thePastOfAnEntryIsKept() {
    outbox.append(entries(0, 1));
    var first = clock.instant();
    outbox.retry(outbox.claim(1, LEASE).get(0).failed(first), first);
    clock.advance(Duration.ofHours(1));
    outbox.retry(outbox.claim(1, LEASE).get(0).failed(clock.instant()), clock.instant());
    outbox.park(outbox.claim(1, LEASE).get(0), REFUSED);
    outbox.release(Selection.ALL, 1);

    outbox = reopen();

    assertThat(outbox.claim(1, LEASE).get(0).past()).isEqualTo(new Claimed.Past(1, true, first));
  }

  @Test
  void aProbeComesFromWhereItIsLookedFor() {
    outbox.append(entries(0, 11));

    assertThat(outbox.probe(false, 0, LEASE)).map(Entries::number).contains(0);
    assertThat(outbox.probe(false, 0.5, LEASE)).map(Entries::number).contains(5);
    assertThat(outbox.probe(false, 0.999, LEASE)).map(Entries::number).contains(9);
    assertThat(outbox.probe(true, 0, LEASE)).map(Entries::number).contains(1);
    assertThat(outbox.claim(99, LEASE)).hasSize(7);
    assertThat(outbox.probe(false, 0, LEASE)).isEmpty();
  }

  @Test
  void aProbeIsOfTheKindThatIsAskedForIfThereIsOne() {
    outbox.append(entries(0, 3));
    outbox.retry(outbox.claim(1, LEASE).get(0).failed(null), clock.instant());

    assertThat(outbox.probe(true, 0, LEASE)).map(Entries::number).contains(0);
    assertThat(outbox.probe(false, 0, LEASE)).map(Entries::number).contains(1);
  }

  @Test
  void heldEntriesWaitAndAreNotClaimed() {
    outbox.append(entries(0, 3));
    outbox.hold(outbox.claim(2, LEASE), By.ACTION);
    clock.advance(Duration.ofDays(1));

    assertThat(outbox.counts()).isEqualTo(new Counts(3, 0));
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(2);
    assertThat(outbox.causes(9)).containsExactly(new Cause(By.ACTION, "thing.done"));
    outbox = reopen();
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(2);
    outbox.ack(outbox.claim(9, LEASE));
  }

  @Test
  void onlyHeldEntriesAreNeverDue() {
    outbox.append(entries(0, 1));
    outbox.hold(outbox.claim(1, LEASE), By.ACTION);

    assertThat(outbox.nextDue()).isEmpty();
  }

  @Test
  void oneHeldEntryIsTriedAndComesBackByItsLease() {
    outbox.append(entries(0, 3));
    outbox.hold(outbox.claim(3, LEASE), By.ACTION);
    var cause = new Cause(By.ACTION, "thing.done");

    assertThat(outbox.claimHeld(new Cause(By.ACTION, "other"), LEASE)).isEmpty();
    assertThat(outbox.claimHeld(cause, LEASE)).map(Entries::number).contains(0);
    assertThat(outbox.claimHeld(cause, LEASE)).map(Entries::number).contains(1);
    clock.advance(LEASE);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 1);
  }

  @Test
  void entriesOfACauseGoAgainThoseHeldFirst() {
    outbox.append(entries(0, 5));
    var claimed = outbox.claim(4, LEASE);
    outbox.park(claimed.get(0), REFUSED);
    outbox.hold(claimed.subList(1, 3), By.ACTION);
    outbox.park(claimed.get(3), new Refusal(By.EVENT, 422, "malformed"));
    var cause = new Cause(By.ACTION, "thing.done");
    clock.advance(Duration.ofSeconds(1));

    assertThat(outbox.resume(cause, 1)).isEqualTo(1);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1, 4);
    assertThat(outbox.resume(cause, 9)).isEqualTo(2);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 2);
    assertThat(outbox.counts()).isEqualTo(new Counts(4, 1));
    assertThat(outbox.resumable(cause)).isEmpty();
    assertThat(outbox.causes(9)).isEmpty();
  }

  @Test
  void organizationsAreACauseOfTheirOwn() {
    outbox.append(entries(0, 2));
    var claimed = outbox.claim(2, LEASE);
    outbox.park(claimed.get(0), new Refusal(By.ORGANIZATION, 404, "not found"));
    outbox.hold(claimed.subList(1, 2), By.ORGANIZATION);

    assertThat(outbox.causes(9))
        .containsExactly(new Cause(By.ORGANIZATION, "org_0"), new Cause(By.ORGANIZATION, "org_1"));
    assertThat(outbox.causes(1)).containsExactly(new Cause(By.ORGANIZATION, "org_0"));
    assertThat(outbox.resume(new Cause(By.ORGANIZATION, "org_1"), 9)).isEqualTo(1);
  }

  @Test
  void anOperatorSeesWhatIsKeptBackAndSinceWhen() {
    outbox.append(entries(0, 5));
    var claimed = outbox.claim(4, LEASE);
    var since = clock.instant();
    outbox.park(claimed.get(0), REFUSED);
    clock.advance(Duration.ofSeconds(9));
    outbox.park(claimed.get(1), REFUSED);
    outbox.hold(claimed.subList(2, 3), By.ACTION);
    outbox.hold(claimed.subList(3, 4), By.ORGANIZATION);
    var action = new KeptBack(new Cause(By.ACTION, "thing.done"), since, 1, 2);
    var organization = new KeptBack(new Cause(By.ORGANIZATION, "org_3"), null, 1, 0);

    assertThat(outbox.keptBack(9)).containsExactly(action, organization);
    outbox = reopen();
    assertThat(outbox.keptBack(9)).containsExactly(action, organization);
  }

  @Test
  void whatIsRefusedAgainAndAgainGoesByItselfEverMoreSeldom() {
    outbox.append(entries(0, 1));
    var cause = new Cause(By.ACTION, "thing.done");
    for (int refusals = 0; refusals < 20; refusals++) {
      outbox.park(outbox.claim(1, LEASE).get(0), REFUSED);
      var wait = Duration.ofSeconds(Math.min(86_400, 1L << refusals));
      assertThat(outbox.resumable(cause)).contains(clock.instant().plus(wait));
      clock.advance(wait.minusMillis(1));
      assertThat(outbox.resume(cause, 1)).isZero();
      clock.advance(Duration.ofMillis(1));
      assertThat(outbox.resume(cause, 1)).isEqualTo(1);
    }
  }

  @Test
  void aBackoffOfHoursEndsWithTheProcessForTheClockMayHaveBeenPutBack() {
    outbox.append(entries(0, 2));
    var claimed = outbox.claim(2, LEASE);
    outbox.retry(claimed.get(0), clock.instant().plusSeconds(600));
    outbox.retry(claimed.get(1), clock.instant().plusSeconds(601));
    assertThat(outbox.claim(9, LEASE)).isEmpty();

    outbox = reopen();

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1);
  }

  @Test
  void nextDueIsInThePastWhileOneIsDue() {
    outbox.append(entries(0, 1));

    assertThat(outbox.nextDue())
        .hasValueSatisfying(due -> assertThat(due).isBefore(clock.instant()));
  }

  @Test
  void nextDueIsTheEndOfTheFirstLeaseOrBackoff() {
    outbox.append(entries(0, 2));
    var claimed = outbox.claim(2, LEASE);
    assertThat(outbox.nextDue()).contains(clock.instant().plus(LEASE));

    outbox.retry(claimed.get(0), clock.instant().plusSeconds(10));
    assertThat(outbox.nextDue()).contains(clock.instant().plusSeconds(10));

    outbox.ack(claimed);
    assertThat(outbox.nextDue()).isEmpty();
  }

  @Test
  void aClockPutBackDelaysNoEntryThatIsDue() {
    outbox.append(entries(0, 1));
    clock.advance(Duration.ofDays(-400));

    assertThat(numbers(outbox.claim(1, LEASE))).containsExactly(0);
  }

  @Test
  void whatAClaimFoundDueStaysDueThoughTheClockIsPutBack() {
    outbox.append(entries(0, 2));
    outbox.claim(2, LEASE);
    clock.advance(LEASE);
    outbox.claim(1, LEASE);
    clock.advance(LEASE.negated());

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(1);
  }

  @Test
  void theLedgerSaysWhereEachEventIs() {
    outbox.append(entries(0, 10));
    outbox.append(entries(8, 10));
    var claimed = outbox.claim(7, LEASE);
    outbox.ack(claimed.subList(0, 2));
    outbox.ack(claimed.subList(1, 2));
    for (var entry : claimed.subList(2, 6)) {
      outbox.park(entry, REFUSED);
    }
    outbox.retry(claimed.get(6), clock.instant());
    outbox.parkedEntries().discard(Selection.of(entry(2).id()), "of no use", "me");
    outbox.parkedEntries().release(Selection.of(entry(3).id()));
    outbox.note(Note.LOST, 2);
    outbox.note(Note.CUT, 5);
    outbox.note(Note.TWICE, 1);

    var ledger = new Ledger(12, 2, 5, 2, 1, 2, 5, 1);
    assertThat(outbox.ledger()).isEqualTo(ledger);
    assertThat(outbox.counts()).isEqualTo(new Counts(5, 2));
    outbox = reopen();
    assertThat(outbox.ledger()).isEqualTo(ledger);
  }

  @Test
  void aParkedEntryThatArrivedAfterAllIsDelivered() {
    outbox.append(entries(0, 1));
    var claimed = outbox.claim(1, LEASE);
    outbox.park(claimed.get(0), REFUSED);
    outbox.ack(claimed);

    assertThat(outbox.ledger()).isEqualTo(new Ledger(1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void tellsSinceWhenTheOldestWaits() {
    assertThat(outbox.oldest()).isEmpty();
    var first = clock.instant();
    outbox.append(entries(0, 1));
    clock.advance(Duration.ofMinutes(1));
    var second = clock.instant();
    outbox.append(entries(1, 2));
    clock.advance(Duration.ofMinutes(1));
    outbox.append(entries(2, 3));

    assertThat(outbox.oldest()).contains(first);
    var claimed = outbox.claim(2, LEASE);
    assertThat(outbox.oldest()).contains(first);
    outbox.park(claimed.get(0), REFUSED);
    assertThat(outbox.oldest()).contains(second);
    outbox.retry(claimed.get(1), clock.instant().plusSeconds(9));
    assertThat(outbox.oldest()).contains(second);
    outbox.ack(outbox.claim(1, LEASE));
    assertThat(outbox.oldest()).contains(second);
    outbox.ack(claimed);
    assertThat(outbox.oldest()).isEmpty();
  }

  @Test
  void listsWhatIsParkedPageByPage() {
    park(0, 5);
    var parked = outbox.parkedEntries();

    var first = parked.list(Selection.ALL, 0, 2);
    assertThat(first).extracting(ParkedEntry::id).containsExactly(entry(0).id(), entry(1).id());
    var second = parked.list(Selection.ALL, first.get(1).place(), 9);
    assertThat(second).hasSize(3);
    assertThat(parked.list(Selection.ALL, second.get(2).place(), 9)).isEmpty();
    var shown = second.get(0);
    assertThat(shown.id()).isEqualTo(entry(2).id());
    assertThat(shown.organization()).isEqualTo("org_2");
    assertThat(shown.action()).isEqualTo("thing.done");
    assertThat(shown.occurredAt()).isEqualTo(entry(2).occurredAt());
    assertThat(shown.parkedAt()).isEqualTo(clock.instant());
    assertThat(shown.attempts()).isZero();
    assertThat(shown.refusal()).isEqualTo(REFUSED);
  }

  @Test
  void theBodyOfAParkedEntryCanBeSeen() {
    park(0, 2);
    var parked = outbox.parkedEntries();

    assertThat(parked.body(entry(1).id())).contains(entry(1).body());
    assertThat(parked.body(entry(2).id())).isEmpty();
    outbox.append(entries(3, 4));
    assertThat(parked.body(entry(3).id())).isEmpty();
  }

  @Test
  void whatIsReleasedIsDueAtOnceAsItWas() {
    park(0, 3);
    assertThat(outbox.claim(9, LEASE)).isEmpty();

    assertThat(outbox.parkedEntries().release(Selection.ofOrganization("org_1"))).isEqualTo(1);
    assertThat(outbox.parkedEntries().release(Selection.ofOrganization("org_1"))).isZero();
    assertThat(outbox.parkedEntries().release(Selection.ofAction("another"))).isZero();

    var again = outbox.claim(9, LEASE);
    assertThat(numbers(again)).containsExactly(1);
    assertThat(again.get(0).entry()).usingRecursiveComparison().isEqualTo(entry(1));
    assertThat(outbox.parkedEntries().release(Selection.ofAction("thing.done"))).isEqualTo(2);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 2);
  }

  @Test
  void whatIsDiscardedIsGone() {
    park(0, 3);
    outbox.append(entries(3, 4));

    assertThat(outbox.parkedEntries().discard(Selection.ALL, "of no use", "me")).isEqualTo(3);

    assertThat(outbox.parkedEntries().list(Selection.ALL, 0, 9)).isEmpty();
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(3);
  }

  private void park(int from, int to) {
    outbox.append(entries(from, to));
    outbox.claim(to - from, LEASE).forEach(entry -> outbox.park(entry, REFUSED));
  }

  @Test
  void everythingIsThereAfterReopening() {
    outbox.append(entries(0, 4));
    var claimed = outbox.claim(3, LEASE);
    outbox.ack(claimed.subList(0, 1));
    outbox.retry(claimed.get(1).shrunk(new byte[] {'s'}), clock.instant().plusSeconds(5));
    outbox.park(claimed.get(2), REFUSED);

    outbox = reopen();

    assertThat(outbox.counts()).isEqualTo(new Counts(2, 1));
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(3);
    clock.advance(Duration.ofSeconds(5));
    var retried = outbox.claim(9, LEASE).get(0);
    assertThat(number(retried)).isEqualTo(1);
    assertThat(retried.attempts()).isEqualTo(1);
    assertThat(retried.isShrunk()).isTrue();
    assertThat(body(retried)).isEqualTo("s");
  }

  @Test
  void reopeningEndsLeasesButNotBackoffs() {
    outbox.append(entries(0, 3));
    var claimed = outbox.claim(3, LEASE);
    outbox.retry(claimed.get(1), clock.instant().plusSeconds(5));

    outbox = reopen();

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 2);
    assertThat(outbox.nextDue()).contains(clock.instant().plusSeconds(5));
  }

  @Test
  void refusesEverythingOnceClosed() {
    outbox.append(entries(0, 1));
    var claimed = outbox.claim(1, LEASE);
    outbox.close();
    outbox.close();

    for (var call :
        List.<Runnable>of(
            () -> outbox.append(entries(1, 2)),
            () -> outbox.claim(1, LEASE),
            () -> outbox.ack(claimed),
            () -> outbox.retry(claimed.get(0), clock.instant()),
            () -> outbox.park(claimed.get(0), REFUSED),
            () -> outbox.release(Selection.ALL, 1),
            () -> outbox.probe(false, 0, LEASE),
            () -> outbox.hold(claimed, By.ACTION),
            () -> outbox.claimHeld(new Cause(By.ACTION, "a"), LEASE),
            () -> outbox.resume(new Cause(By.ACTION, "a"), 1),
            () -> outbox.resumable(new Cause(By.ACTION, "a")),
            () -> outbox.causes(1),
            () -> outbox.keptBack(1),
            outbox::nextDue,
            outbox::counts,
            outbox::ledger,
            outbox::oldest,
            () -> outbox.parkedEntries().list(Selection.ALL, 0, 1),
            () -> outbox.parkedEntries().release(Selection.ALL),
            outbox::check)) {
      assertThatThrownBy(call::run)
          .isInstanceOf(OutboxException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void manyThreadsAppendAndEveryEntryIsThereOnce() throws Exception {
    together(
        64,
        thread -> {
          for (int i = 0; i < 20; i++) {
            outbox.append(entries(thread * 100 + 2 * i, thread * 100 + 2 * i + 2));
          }
        });

    var claimed = numbers(outbox.claim(10_000, LEASE));
    assertThat(claimed).hasSize(64 * 40).doesNotHaveDuplicates();
    assertThat(outbox.counts().waiting()).isEqualTo(64 * 40);
    // a thread's own entries keep their order
    for (int thread = 0; thread < 64; thread++) {
      int own = thread;
      assertThat(claimed.stream().filter(number -> number / 100 == own).toList()).isSorted();
    }
  }

  @Test
  void noEntryIsHandedToTwoClaimers() throws Exception {
    outbox.append(entries(0, 2_000));
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    together(
        4,
        claimer -> {
          for (var claimed = outbox.claim(7, LEASE);
              !claimed.isEmpty();
              claimed = outbox.claim(7, LEASE)) {
            for (int number : numbers(claimed)) {
              assertThat(seen.add(number)).as("%s was handed out before", number).isTrue();
            }
            // settling some frees places and leases in between
            outbox.ack(claimed.subList(0, claimed.size() / 2));
          }
        });

    assertThat(seen).hasSize(2_000);
  }

  /** What one of several threads does. */
  interface Part {
    void run(int thread) throws Exception;
  }

  /** Runs the part in so many threads at once; fails when one of them does. */
  static void together(int threads, Part part) throws Exception {
    var executor = Executors.newFixedThreadPool(threads);
    try {
      var parts = new ArrayList<Callable<Void>>();
      IntStream.range(0, threads)
          .forEach(
              thread ->
                  parts.add(
                      () -> {
                        part.run(thread);
                        return null;
                      }));
      for (var done : executor.invokeAll(parts)) {
        done.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
