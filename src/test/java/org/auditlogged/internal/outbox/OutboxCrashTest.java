// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that uses the outbox, at a random moment, and looks for what it had been
 * promised. {@code -Doutbox.kills=n} kills more often.
 */
class OutboxCrashTest {
  private static final int KILLS = Integer.getInteger("outbox.kills", 3);

  @TempDir Path directory;

  private final Random random = new Random();

  /** Ids by what was last said of them, over all kills. */
  private final Set<UUID> kept = new HashSet<>();

  private final Set<UUID> sent = new HashSet<>();
  private final Set<UUID> gone = new HashSet<>();

  @Test
  @Timeout(600)
  void nothingKeptIsMissingAfterAKill() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      runAndKill(kill % 2 == 0 ? Sync.FULL : Sync.NORMAL);
      assertAccounted("after kill " + kill);
      var found = look();

      var missing = new HashSet<>(kept);
      missing.removeAll(sent);
      missing.removeAll(found);
      assertThat(missing).as("missing after kill %d", kill).isEmpty();
      // the page cache outlives the process, so acks do too
      var back = new HashSet<>(gone);
      back.retainAll(found);
      assertThat(back).as("acked and back after kill %d", kill).isEmpty();
    }
    assertThat(kept).isNotEmpty();
    assertThat(gone).isNotEmpty();
    assertThat(nativeCopies()).isLessThanOrEqualTo(2);
  }

  private void runAndKill(Sync sync) throws Exception {
    var process = OutboxProcess.start(directory, sync, 8);
    int linesToRead = 20 + random.nextInt(3_000);
    try (var lines =
        new java.io.BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      assertThat(lines.readLine()).isEqualTo("open");
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
        if (--linesToRead == 0) {
          // not by the process itself, which would close the pipe with promises still in it
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private void note(String line) {
    if (line.length() == "kept ".length() + 36) {
      var id = UUID.fromString(line.substring(5));
      (line.startsWith("kept") ? kept : line.startsWith("sent") ? sent : gone).add(id);
    }
  }

  /** All that wait, each with the body it was appended with. */
  private Set<UUID> look() {
    var found = new HashSet<UUID>();
    var settings = new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30);
    try (var outbox = SqlOutbox.open(settings, Clock.systemUTC())) {
      long waiting = outbox.counts().waiting();
      for (var claimed = outbox.claim(100, Duration.ofHours(1));
          !claimed.isEmpty();
          claimed = outbox.claim(100, Duration.ofHours(1))) {
        for (var entry : claimed) {
          var id = entry.entry().id();
          assertThat(found.add(id)).as("%s is there once", id).isTrue();
          assertThat(entry.entry().body()).isEqualTo(OutboxProcess.body(id));
        }
      }
      assertThat(found).as("as many as counted").hasSize((int) waiting);
    }
    return found;
  }

  /** Before anything opens the outbox, and so could put right what the kill has left. */
  private void assertAccounted(String when) throws Exception {
    try (var shell = new SqliteShell(directory.resolve("outbox.db"))) {
      assertThat(
              shell.text(
                  "SELECT (captured - delivered - waiting - parked - discarded - lost) || ' too many, '"
                      + " || (waiting - (SELECT count(*) FROM entry)) || ' not there' FROM ledger"))
          .as(when)
          .isEqualTo("0 too many, 0 not there");
      assertThat(shell.number("SELECT captured FROM ledger"))
          .as(when)
          .isGreaterThanOrEqualTo(kept.size());
    }
  }

  private long nativeCopies() throws Exception {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().contains("sqlitejdbc")).count();
    }
  }
}
