// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.auditlogged.internal.outbox.Entries.entry;
import static org.auditlogged.internal.outbox.Entries.numbers;
import static org.auditlogged.internal.outbox.OutboxContract.LEASE;
import static org.auditlogged.internal.outbox.OutboxContract.REFUSED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxFullTest {
  private static final long LIMIT = 512 << 10;

  @TempDir Path directory;

  private final MutableClock clock = new MutableClock();
  private SqlOutbox outbox;

  @BeforeEach
  void open() {
    open(LIMIT);
  }

  private void open(long limit) {
    outbox = SqlOutbox.open(new AuditConfig.Outbox(directory, Sync.NORMAL, limit), clock);
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private static List<Entry> one(int number) {
    return List.of(entry(number, new byte[1000]));
  }

  /** Appends until there is no room; how many were kept. */
  private int fill() {
    for (int number = 0; number < 10_000; number++) {
      try {
        outbox.append(one(number));
      } catch (OutboxException.Full e) {
        return number;
      }
    }
    throw new AssertionError("never full");
  }

  @Test
  void refusesLoudlyAndDropsNothing() throws Exception {
    int kept = fill();

    var full = catchThrowableOfType(OutboxException.Full.class, () -> outbox.append(one(-1)));
    assertThat(full)
        .hasMessageMatching(
            "\\Qthe outbox in "
                + directory
                + " is full: \\E\\d+ of 524288 bytes are in use"
                + " \\(auditlogged\\.outbox\\.max-size\\), \\d+ bytes are free on its disk;"
                + " nothing more is kept until some are delivered");
    assertThat(kept).isGreaterThan(300);
    assertThat(Files.size(directory.resolve("outbox.db"))).isLessThanOrEqualTo(LIMIT);
    assertThat(outbox.counts().waiting()).isEqualTo(kept);
    assertThat(numbers(outbox.claim(9_999, LEASE))).hasSize(kept).isSorted();
  }

  @Test
  void everythingButAppendWorksWhileFull() {
    int kept = fill();
    for (int round = 0; round < 3; round++) {
      var claimed = outbox.claim(kept, LEASE);
      assertThat(claimed).hasSize(kept);
      claimed.forEach(entry -> outbox.retry(entry, clock.instant().plusSeconds(1)));
      clock.advance(LEASE);
    }
    var last = outbox.claim(kept, LEASE);
    last.forEach(entry -> outbox.park(entry, REFUSED));

    assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(0, kept));
    assertThatThrownBy(() -> outbox.append(one(-1))).isInstanceOf(OutboxException.Full.class);
  }

  @Test
  void checkTellsAndRecoversOnceThereIsRoom() {
    int kept = fill();
    assertThatThrownBy(outbox::check).isInstanceOf(OutboxException.Full.class);

    outbox.ack(outbox.claim(kept, LEASE));

    outbox.check();
    outbox.append(one(-1));
    assertThat(outbox.counts().waiting()).isEqualTo(1);
  }

  @Test
  void checkRefusesWhileThereIsRoomForCallsUnderWay() {
    int beforeCheckFails = 0;
    try {
      while (beforeCheckFails < 10_000) {
        outbox.check();
        outbox.append(one(beforeCheckFails));
        beforeCheckFails++;
      }
    } catch (OutboxException.Full e) {
      // what follows had been promised room before
    }

    for (int number = 0; number < 16; number++) {
      outbox.append(one(100_000 + number));
    }
    assertThat(outbox.counts().waiting()).isEqualTo(beforeCheckFails + 16);
  }

  @Test
  void acksThatShareACommitWithRefusedAppendsSucceed() throws Exception {
    int kept = fill();
    var claimed = outbox.claim(kept, LEASE);
    Set<Integer> late = ConcurrentHashMap.newKeySet();
    OutboxContract.together(
        12,
        thread -> {
          for (int i = thread; i < kept; i += 12) {
            if (thread % 2 == 0) {
              outbox.ack(List.of(claimed.get(i)));
            } else {
              try {
                outbox.append(one(100_000 + i));
                late.add(100_000 + i);
              } catch (OutboxException.Full e) {
                // there may be no room yet
              }
            }
          }
        });

    clock.advance(LEASE);
    var left = numbers(outbox.claim(9_999, LEASE));
    assertThat(left).doesNotHaveDuplicates();
    assertThat(left.stream().filter(number -> number >= 100_000).toList())
        .containsExactlyInAnyOrderElementsOf(late);
    assertThat(left.stream().filter(number -> number < 100_000))
        .allMatch(number -> number % 12 % 2 == 1)
        .hasSize(
            (int) java.util.stream.IntStream.range(0, kept).filter(i -> i % 12 % 2 == 1).count());
  }

  @Test
  void aSmallerLimitThanWhatIsThereRefusesAppendsOnly() {
    int kept = fill();
    outbox.close();
    open(LIMIT / 4);

    assertThatThrownBy(outbox::check).isInstanceOf(OutboxException.Full.class);
    assertThat(outbox.claim(9_999, LEASE)).hasSize(kept);
  }

  @Test
  void aLargerLimitMakesRoom() {
    int kept = fill();
    outbox.close();
    open(2 * LIMIT);

    outbox.check();
    outbox.append(one(-1));
    assertThat(outbox.counts().waiting()).isEqualTo(kept + 1);
  }
}
