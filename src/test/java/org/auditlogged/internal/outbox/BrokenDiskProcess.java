// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;

/**
 * A process of its own whose writes fail for a while with the operating system's own error: no file
 * of it may grow beyond a size. Argument: the folder. Prints what came of it as {@code name=value}.
 */
final class BrokenDiskProcess {
  private static final Duration LEASE = Duration.ofHours(1);
  private static final int BODY = 100_000;

  private BrokenDiskProcess() {}

  public static void main(String[] arguments) throws Exception {
    var settings = new AuditConfig.Outbox(Path.of(arguments[0]), Sync.FULL, 4L << 30);
    try (var outbox = SqlOutbox.open(settings, Clock.systemUTC())) {
      append(outbox, 0);
      append(outbox, 1);
      var claimed = outbox.claim(1, LEASE);

      limit("4096");
      print("append", outcome(() -> append(outbox, 2)));
      print("check", outcome(outbox::check));
      print("ack", outcome(() -> outbox.ack(claimed)));
      print("claim", outcome(() -> outbox.claim(9, LEASE)));
      print("waiting", outbox.counts().waiting());

      limit("unlimited");
      print("check", outcome(outbox::check));
      append(outbox, 3);
      outbox.ack(claimed);
      print("left", Entries.numbers(outbox.claim(9, LEASE)));
    }
    try (var outbox = SqlOutbox.open(settings, Clock.systemUTC())) {
      print("reopened", Entries.numbers(outbox.claim(9, LEASE)));
      print("ledger", outbox.ledger());
    }
  }

  private static void append(SqlOutbox outbox, int number) {
    outbox.append(List.of(Entries.entry(number, new byte[BODY])));
  }

  private static String outcome(Runnable action) {
    try {
      action.run();
      return "done";
    } catch (OutboxException e) {
      return e.getClass().getSimpleName() + " " + e.getMessage();
    }
  }

  private static void limit(String bytes) throws Exception {
    var pid = String.valueOf(ProcessHandle.current().pid());
    int code =
        new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + bytes + ":unlimited")
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("prlimit ended with " + code);
    }
  }

  private static void print(String name, Object value) {
    System.out.println(name + "=" + value);
  }
}
