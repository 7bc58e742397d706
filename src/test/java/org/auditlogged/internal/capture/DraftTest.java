// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import jakarta.ws.rs.container.AsyncResponse;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLogged;
import org.junit.jupiter.api.Test;

class DraftTest {
  private final Draft draft = Drafts.of("thing.read");

  @Test
  void aMethodThatReturnsNothingDoesNotUndoTheAnswerOfAnotherThread() {
    draft.returned("resumed by another thread");
    draft.returned(null);
    assertThat(draft.result()).isEqualTo("resumed by another thread");
  }

  @Test
  void theFirstFailureIsTheOneThatIsTold() {
    var first = new IllegalStateException("cause");
    draft.failed(first);
    draft.failed(new IllegalStateException("consequence"));
    assertThat(draft.scope().ending().exception()).isSameAs(first);
  }

  @Test
  void isSettledOnce() {
    assertThat(draft.settle()).isTrue();
    assertThat(draft.settle()).isFalse();
    assertThat(draft.isSettled()).isTrue();
  }

  @Test
  void theLastThingThatItWaitsForSettlesIt() {
    draft.joined();
    assertThat(draft.release()).as("the method returned, its transaction goes on").isFalse();
    assertThat(draft.release()).isTrue();
  }

  @Test
  void theTransactionOfTheLastAttemptIsTheOneThatCounts() {
    draft.joined();
    draft.rolledBack();
    assertThat(draft.scope().ending().isRolledBack()).isTrue();

    draft.joined();
    assertThat(draft.scope().ending().isRolledBack()).isFalse();
  }

  @Test
  void isTakenIntoItsTransactionOnceForEachTry() {
    draft.joined();
    assertThat(draft.take()).as("the method runs").isFalse();
    draft.returnedInside("result");
    assertThat(draft.take()).isTrue();
    assertThat(draft.take()).isFalse();

    draft.joined();
    assertThat(draft.result()).as("it runs again").isNull();
    assertThat(draft.take()).isFalse();
    draft.returnedInside("result");
    assertThat(draft.take()).isTrue();
  }

  @Test
  void whatHasFailedOrIsSettledOrWaitsForAStageIsNotTaken() {
    var failed = Drafts.of("thing.read");
    failed.returnedInside("result");
    failed.threw(new IllegalStateException());
    assertThat(failed.take()).isFalse();
    assertThat(failed.result()).isNull();

    var settled = Drafts.of("thing.read");
    settled.returnedInside(null);
    settled.settle();
    assertThat(settled.take()).isFalse();

    draft.joined();
    draft.returnedInside("result");
    draft.staged();
    assertThat(draft.take()).isFalse();
    draft.release();
    assertThat(draft.take()).isTrue();
  }

  @Test
  void aMethodThatLeavesItsAnswerToSomebodyElseHasNotReturnedWithIt() {
    var later = Drafts.of(Drafts.point(Later.class, "answer"));
    later.returnedInside(null);
    assertThat(later.take()).isFalse();
  }

  /** Answers later. */
  static class Later {
    @AuditLogged("later.answered")
    public void answer(AsyncResponse response) {}
  }

  @Test
  void aCopyIsTheSameCallAsItWas() {
    draft.entered(new Object[] {"argument"});
    draft.returned("result");
    draft.actor("user", "jon").actorMetadata("role", "admin");
    draft.action("thing.seen").version(2).organization("org_1").location("here");
    draft.target("thing", "7").metadata("a", null);
    var copy = draft.copy();
    draft.target("thing", "8").metadata("b", 1).action("other").discard();
    draft.forget();

    assertThat(copy.id()).isEqualTo(draft.id());
    assertThat(copy.occurredAt()).isEqualTo(draft.occurredAt());
    assertThat(copy.scope().arguments()).containsExactly("argument");
    assertThat(copy.result()).isEqualTo("result");
    assertThat(copy.actor())
        .isEqualTo(new AuditEvent.Actor("user", "jon", null, Map.of("role", "admin")));
    assertThat(copy.action()).isEqualTo("thing.seen");
    assertThat(copy.version()).isEqualTo(2);
    assertThat(copy.organization()).isEqualTo("org_1");
    assertThat(copy.location()).isEqualTo("here");
    assertThat(copy.targets()).hasSize(1);
    assertThat(copy.metadata()).containsOnlyKeys("a");
    assertThat(copy.isDiscarded()).isFalse();
  }

  @Test
  void keepsNothingThatComesAfterItsEvent() {
    draft.forget();
    draft.returned("result");
    draft.completed("value", null);
    assertThat(draft.result()).isNull();
  }

  @Test
  void metadataAreSetReplacedAndRemoved() {
    draft.metadata("a", 1).metadata("a", 2).metadata("b", 3).metadata("b", null);
    assertThat(draft.metadata()).containsEntry("a", 2).containsEntry("b", null);
  }

  @Test
  void refusesWhatNoEventCanHave() {
    assertThatThrownBy(() -> draft.action(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("action must not be blank");
    assertThatThrownBy(() -> draft.version(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version must be 0 or more, was -1");
    assertThatThrownBy(() -> draft.metadata(null, "v")).isInstanceOf(NullPointerException.class);
  }

  @Test
  void missingIdIsUnknownAndNoFailureOfTheCall() {
    draft.target("user", null).target(null, " ").actor(null, null);
    assertThat(draft.targets())
        .containsExactly(
            new AuditEvent.Target("user", "unknown", null, Map.of()),
            new AuditEvent.Target("unknown", "unknown", null, Map.of()));
    assertThat(draft.actor()).isEqualTo(new AuditEvent.Actor("unknown", "unknown", null, Map.of()));
  }

  @Test
  void doesNotHoldWhatAnswersLater() {
    var response = mock(AsyncResponse.class);
    draft.entered(new Object[] {response, "kept"});
    assertThat(draft.scope().arguments()).containsExactly(null, "kept");
  }

  @Test
  void letsGoOfTheApplicationOnceItIsSettled() {
    draft.entered(new Object[] {"argument"});
    draft.returned("result");
    draft.failed(new IllegalStateException());
    draft.forget();
    assertThat(draft.isEntered()).isTrue();
    assertThat(draft.scope().arguments()).isEmpty();
    assertThat(draft.scope().ending()).isEqualTo(new Scope.Ending(null, null, 0, false));
  }

  @Test
  void showsTheActorWithWhatWasSetForIt() {
    draft.actor("user", "jon").actorMetadata("role", "admin").actorMetadata("team", null);
    assertThat(draft.actor().metadata()).containsExactly(entry("role", "admin"));
  }

  private static <T> T mock(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }

  @Test
  void beginsWithWhatTheAnnotationSays() {
    assertThat(draft.action()).isEqualTo("thing.read");
    assertThat(draft.outcome()).isNull();
    assertThat(draft.actor()).isNull();
    assertThat(draft.targets()).isEmpty();
  }
}
