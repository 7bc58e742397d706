// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.internal.outbox.Entries.entries;
import static org.auditlogged.internal.outbox.Entries.numbers;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.auditlogged.internal.outbox.Outbox.Counts;
import org.auditlogged.internal.outbox.Refusal.By;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.Test;

class MoveTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final MutableClock clock = new MutableClock();
  private final NaiveOutbox from = new NaiveOutbox(clock);
  private final NaiveOutbox to = new NaiveOutbox(clock);

  @Test
  void whatWaitsIsMovedAndTheOldOutboxClosed() {
    from.append(entries(0, 1_200));
    try (var move = new Move(from, to, "old", false)) {
      move.lookNow();
      await().until(() -> to.counts().waiting() == 1_200);
      await().until(this::isClosed);
    }
    assertThat(numbers(to.claim(3, LEASE))).containsExactly(0, 1, 2);
  }

  @Test
  void whatIsParkedOrHeldIsTriedOnceMore() {
    from.append(entries(0, 3));
    var claimed = from.claim(2, LEASE);
    from.park(claimed.get(0), new Refusal(By.ACTION, 400, "unknown"));
    from.hold(claimed.subList(1, 2), By.ACTION);

    Move.release(from);
    while (Move.piece(from, to) > 0) {
      Move.release(from);
    }

    assertThat(from.counts()).isEqualTo(new Counts(0, 0));
    assertThat(numbers(to.claim(9, LEASE))).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void whatIsUnderWayOrPutOffIsMovedOnceItIsDue() {
    from.append(entries(0, 2));
    var claimed = from.claim(2, LEASE);
    from.retry(claimed.get(1), clock.instant().plusSeconds(60));
    assertThat(Move.piece(from, to)).isZero();

    clock.advance(LEASE);
    assertThat(Move.piece(from, to)).isEqualTo(1);
    clock.advance(LEASE);
    assertThat(Move.piece(from, to)).isEqualTo(1);
    assertThat(to.claim(9, LEASE)).extracting(Claimed::attempts).containsExactly(0, 1);
  }

  @Test
  void killedHalfWayNothingIsThereTwice() {
    from.append(entries(0, 2));
    to.adopt(from.claim(2, LEASE));

    clock.advance(LEASE);
    assertThat(Move.piece(from, to)).isEqualTo(2);
    assertThat(to.counts().waiting()).isEqualTo(2);
    assertThat(from.counts().waiting()).isZero();
  }

  @Test
  void fromAnOutboxThatOthersUseItGoesOnUntilItIsClosed() {
    try (var move = new Move(from, to, "old", true)) {
      from.append(entries(0, 1));
      move.lookNow();
      await().until(() -> to.counts().waiting() == 1);
      from.append(entries(1, 2));
      move.lookNow();
      await().until(() -> to.counts().waiting() == 2);
    }
    assertThat(isClosed()).isTrue();
  }

  private boolean isClosed() {
    try {
      from.counts();
      return false;
    } catch (OutboxException e) {
      return true;
    }
  }
}
