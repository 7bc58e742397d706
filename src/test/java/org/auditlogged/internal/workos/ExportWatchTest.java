// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.auditlogged.support.MutableClock;
import org.auditlogged.workos.AuditLogExport;
import org.auditlogged.workos.AuditLogExport.State;
import org.auditlogged.workos.AuditLogsException.ExportFailed;
import org.auditlogged.workos.AuditLogsException.NotFound;
import org.auditlogged.workos.AuditLogsException.Said;
import org.auditlogged.workos.AuditLogsException.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportWatchTest {
  private final MutableClock clock = new MutableClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final Queue<Supplier<AuditLogExport>> looks = new ArrayDeque<>();
  private Supplier<AuditLogExport> later = () -> in(State.PENDING);
  private final ExportWatch unit = new ExportWatch(id -> next(), clock, this::pause);

  private AuditLogExport next() {
    return looks.isEmpty() ? later.get() : looks.poll().get();
  }

  private void pause(Duration time) {
    pauses.add(time);
    clock.advance(time);
  }

  private static AuditLogExport in(State state) {
    var url = state == State.READY ? URI.create("https://storage/x?signature=abc") : null;
    return new AuditLogExport("e1", state, url, Instant.EPOCH, Instant.EPOCH);
  }

  private static AuditLogExport unavailable() {
    throw new Unavailable("WorkOS: no answer in time", Said.NOTHING);
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void readyAtOnceIsNotWaitedFor() {
    later = () -> in(State.READY);
    assertThat(unit.await("e1", Duration.ZERO).state()).isEqualTo(State.READY);
    assertThat(pauses).isEmpty();
  }

  @Test
  void distancesGrowUpToFifteenSeconds() {
    for (int i = 0; i < 6; i++) {
      looks.add(() -> in(State.PENDING));
    }
    later = () -> in(State.READY);
    unit.await("e1", Duration.ofMinutes(5));
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 15L, 15L);
  }

  @Test
  void outageInBetweenAndUnknownStatesAreWaitedThrough() {
    looks.add(ExportWatchTest::unavailable);
    looks.add(() -> in(State.OTHER));
    looks.add(ExportWatchTest::unavailable);
    looks.add(() -> in(State.READY));
    assertThat(unit.await("e1", Duration.ofMinutes(5)).url()).isNotNull();
  }

  @Test
  void limitIsKeptToTheSecond() {
    var thrown =
        catchThrowableOfType(ExportFailed.class, () -> unit.await("e1", Duration.ofSeconds(10)));
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 3L);
    assertThat(thrown.state()).isEqualTo(State.PENDING);
    assertThat(thrown).hasMessage("export e1 was not ready within PT10S, last seen: PENDING");
  }

  @Test
  void limitThatEndsInAnOutageNamesIt() {
    later = ExportWatchTest::unavailable;
    assertThatThrownBy(() -> unit.await("e1", Duration.ofSeconds(3)))
        .isInstanceOf(ExportFailed.class)
        .hasMessage("export e1 was not ready within PT3S, last seen: WorkOS: no answer in time");
  }

  @ParameterizedTest
  @EnumSource(names = {"ERROR", "EXPIRED"})
  void whatFailedIsNotWaitedFor(State state) {
    looks.add(() -> in(State.PENDING));
    looks.add(() -> in(state));
    var thrown =
        catchThrowableOfType(ExportFailed.class, () -> unit.await("e1", Duration.ofHours(1)));
    assertThat(thrown.state()).isEqualTo(state);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void anotherAnswerIsThrown() {
    later =
        () -> {
          throw new NotFound("404", Said.NOTHING);
        };
    assertThatThrownBy(() -> unit.await("e1", Duration.ofHours(1))).isInstanceOf(NotFound.class);
  }

  @Test
  void interruptEndsTheWait() {
    later =
        () -> {
          Thread.currentThread().interrupt();
          return unavailable();
        };
    assertThatThrownBy(() -> unit.await("e1", Duration.ofHours(1))).isInstanceOf(Unavailable.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void addressStandsInNoText() {
    assertThat(in(State.READY)).asString().contains("READY").doesNotContain("signature", "storage");
  }
}
