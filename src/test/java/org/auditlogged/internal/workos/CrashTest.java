// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that keeps and sends events, at a random moment, again and again; in the end all
 * that it had promised has arrived, each once as WorkOS counts: by its idempotency key. {@code
 * -Doutbox.kills=n} kills more often.
 */
class CrashTest {
  private static final int KILLS = Integer.getInteger("outbox.kills", 10);

  @TempDir Path directory;

  private final Random random = new Random();
  private final Set<String> kept = new HashSet<>();
  private int sent;

  @Test
  @Timeout(1_800)
  void everyEventThatWasKeptArrivesOnce() throws Exception {
    try (var workOs = FakeWorkOs.start()) {
      for (int kill = 1; kill <= KILLS; kill++) {
        run(kill % 2 == 0 ? Sync.FULL : Sync.NORMAL, 8, workOs);
      }
      // the last one only sends what is left
      run(Sync.FULL, 0, workOs);

      var arrived = workOs.sendings();
      assertThat(arrived.keySet()).as("kept, and arrived").containsAll(kept);
      assertThat(workOs.stored()).as("stored once each").hasSameSizeAs(arrived.keySet());
      assertBodiesStayTheSame(workOs);
      System.out.printf(
          "%d kills: %d kept, %d sent, %d arrived, %d of them more than once%n",
          KILLS,
          kept.size(),
          sent,
          arrived.size(),
          arrived.values().stream().filter(times -> times > 1).count());
    }
    assertThat(kept).hasSizeGreaterThan(KILLS);
    assertThat(sent).isGreaterThan(KILLS);
  }

  /** WorkOS answers the same key with another body by an error. */
  private static void assertBodiesStayTheSame(FakeWorkOs workOs) {
    Map<String, String> bodies = new HashMap<>();
    for (var request : workOs.requests()) {
      var body = new String(request.body(), StandardCharsets.UTF_8);
      assertThat(bodies.putIfAbsent(request.idempotencyKey(), body)).isIn(null, body);
    }
  }

  /** Until so many lines were read that were kept or sent, or until nothing is left. */
  private void run(Sync sync, int threads, FakeWorkOs workOs) throws Exception {
    int linesToRead = threads == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(800);
    var process = CrashProcess.start(directory, sync, threads, workOs.uri());
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
        if (--linesToRead == 0 || line.equals("empty")) {
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
    // a kill may tear the last one
    if (line.length() == "kept ".length() + 36) {
      if (line.startsWith("kept ")) {
        kept.add(line.substring(5));
      } else {
        sent++;
      }
    }
  }
}
