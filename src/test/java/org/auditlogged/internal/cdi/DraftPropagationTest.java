// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.CurrentDraft;
import org.auditlogged.internal.capture.Draft;
import org.junit.jupiter.api.Test;

class DraftPropagationTest {
  private final Draft draft = new Draft(AuditPoint.NOWHERE, null, Instant.EPOCH);
  private final DraftPropagation propagation = new DraftPropagation();

  @Test
  void isFoundByWhoeverPropagatesContexts() {
    assertThat(ServiceLoader.load(ThreadContextProvider.class))
        .anyMatch(provider -> provider.getThreadContextType().equals("AuditLogged"));
  }

  @Test
  void theDraftFollowsAndGoesAgain() {
    CurrentDraft.enter(draft);
    var snapshot = propagation.currentContext(Map.of());
    CurrentDraft.leave();

    CompletableFuture.runAsync(
            () -> {
              var restorer = snapshot.begin();
              assertThat(CurrentDraft.get()).isSameAs(draft);
              restorer.endContext();
              assertThat(CurrentDraft.get()).isNull();
            })
        .join();
  }

  @Test
  void aClearedContextHasNoDraftAndGivesBackTheThreadsOwn() {
    CurrentDraft.enter(draft);
    try {
      var restorer = propagation.clearedContext(Map.of()).begin();
      assertThat(CurrentDraft.get()).isNull();
      restorer.endContext();
      assertThat(CurrentDraft.get()).isSameAs(draft);
    } finally {
      CurrentDraft.leave();
    }
    assertThat(CurrentDraft.get()).isNull();
  }
}
