// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import jakarta.ws.rs.container.AsyncResponse;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.auditlogged.AuditEvent;
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
