// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;

/**
 * A process of its own that fills a small disk, delivers what is there, and goes on. Argument: the
 * folder. Prints what came of it as {@code name=value}.
 */
final class FullDiskProcess {
  private static final Duration LEASE = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private FullDiskProcess() {}

  public static void main(String[] arguments) {
    var settings = new AuditConfig.Outbox(Path.of(arguments[0]), Sync.FULL, 4L << 30);
    long kept = 0;
    try (var outbox = SqlOutbox.open(settings, Clock.systemUTC())) {
      for (boolean full = false; !full; kept += full ? 0 : 1) {
        full = !isKept(outbox);
      }
      print("full", kept);
      print("check", isRefused(outbox) ? 1 : 0);
      print("acked", drain(outbox, kept));
      long deadline = System.nanoTime() + LONGEST.toNanos();
      boolean again = isKept(outbox);
      while (!again && System.nanoTime() < deadline) {
        again = isKept(outbox);
      }
      print("again", again ? 1 : 0);
      outbox.check();
      print("waiting", outbox.counts().waiting());
    }
  }

  private static boolean isKept(SqlOutbox outbox) {
    try {
      var body = new byte[100_000];
      outbox.append(List.of(new Entry(UUID.randomUUID(), "org", "a.b", Instant.now(), body)));
      return true;
    } catch (OutboxException.Full e) {
      return false;
    }
  }

  private static boolean isRefused(SqlOutbox outbox) {
    try {
      outbox.check();
      return false;
    } catch (OutboxException.Full e) {
      return true;
    }
  }

  /** As a courier does, who tries again when the outbox fails. */
  private static long drain(SqlOutbox outbox, long count) {
    long acked = 0;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    List<Claimed> claimed = List.of();
    while (acked < count && System.nanoTime() < deadline) {
      try {
        if (claimed.isEmpty()) {
          claimed = outbox.claim(8, LEASE);
        }
        outbox.ack(claimed);
        acked += claimed.size();
        claimed = List.of();
      } catch (OutboxException.Full e) {
        Thread.onSpinWait();
      }
    }
    return acked;
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }
}
