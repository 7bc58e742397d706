// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full, and what is held back for that. */
@Timeout(180)
class FullDiskTest {
  @TempDir Path directory;

  @Test
  void aFullDiskRefusesAppendsAndStillLetsGoOfWhatWasDelivered() throws Exception {
    assumeTrue(
        SmallDisk.isPossible(directory),
        "mounting a small disk of its own needs Linux, unshare(1) and root's rights");
    var disk = Files.createDirectory(directory.resolve("disk"));
    var lines = SmallDisk.run("size=400m", disk, FullDiskProcess.class);

    long full = Long.parseLong(lines.get(0).substring("full=".length()));
    assertThat(full).isBetween(500L, 3_900L);
    assertThat(lines.subList(1, lines.size()))
        .containsExactly("check=1", "acked=" + full, "again=1", "waiting=1");
  }

  @Test
  void theReserveIsSpentOnceAndSavedAgain() throws Exception {
    var file = directory.resolve("reserve");
    var reserve = new Reserve(file);
    assertThat(reserve.isSpent()).isFalse();
    assertThat(reserve.spend()).as("none is there yet").isFalse();

    reserve.save();
    assertThat(file).hasSize(Reserve.SIZE);
    reserve.save();
    assertThat(reserve.isSpent()).isFalse();

    assertThat(reserve.spend()).isTrue();
    assertThat(file).isEmptyFile();
    assertThat(reserve.isSpent()).isTrue();
    assertThat(reserve.spend()).as("spent before").isFalse();
    assertThat(new Reserve(file).isSpent()).as("known after a restart").isTrue();

    reserve.save();
    assertThat(reserve.isSpent()).isFalse();
    assertThat(file).hasSize(Reserve.SIZE);
  }

  @Test
  void aReserveThatCannotBeSavedIsLeft() throws Exception {
    var reserve = new Reserve(directory.resolve("missing").resolve("reserve"));
    reserve.save();

    assertThat(reserve.isSpent()).isFalse();
  }

  @Test
  void whileTheReserveIsSpentAppendsUseWhatIsFreeInTheFileAndNoMore() throws Exception {
    var settings = new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30);
    var clock = new MutableClock();
    Files.createFile(directory.resolve("reserve"));
    try (var outbox = SqlOutbox.open(settings, clock)) {
      var big = List.of(Entries.entry(1, new byte[100_000]));
      assertThatThrownBy(() -> outbox.append(big)).isInstanceOf(OutboxException.Full.class);
    }
    Files.delete(directory.resolve("reserve"));
    try (var outbox = SqlOutbox.open(settings, clock)) {
      outbox.append(List.of(Entries.entry(1, new byte[200_000])));
      outbox.ack(outbox.claim(1, OutboxContract.LEASE));
    }
    Files.createFile(directory.resolve("reserve"));
    try (var outbox = SqlOutbox.open(settings, clock)) {
      outbox.append(List.of(Entries.entry(2, new byte[100_000])));
      assertThat(outbox.counts().waiting()).isEqualTo(1);
    }
  }
}
