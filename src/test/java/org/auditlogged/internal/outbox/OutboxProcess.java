// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;

/**
 * A process of its own that opens the outbox and uses it until it is killed. Arguments: folder,
 * sync, threads. Prints {@code open} or why not, then {@code kept <id>} after each append, {@code
 * sent <id>} before each ack and {@code gone <id>} after it.
 */
final class OutboxProcess {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private OutboxProcess() {}

  static Process start(Path directory, Sync sync, int threads) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            OutboxProcess.class.getName(),
            directory.toString(),
            sync.name(),
            String.valueOf(threads))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    var settings =
        new AuditConfig.Outbox(Path.of(arguments[0]), Sync.valueOf(arguments[1]), 1L << 30);
    SqlOutbox outbox;
    try {
      outbox = SqlOutbox.open(settings, Clock.systemUTC());
    } catch (OutboxException e) {
      print(e.getMessage());
      return;
    }
    print("open");
    for (int thread = 0; thread < Integer.parseInt(arguments[2]); thread++) {
      new Thread(() -> use(outbox)).start();
    }
    // ends when the parent does, should nobody kill it
    System.in.read();
    Runtime.getRuntime().halt(0);
  }

  /** What the body of this event is in every process. */
  static byte[] body(UUID id) {
    var body = new byte[500 + (int) (id.getLeastSignificantBits() & 0xfff)];
    new Random(id.getMostSignificantBits()).nextBytes(body);
    return body;
  }

  private static void use(Outbox outbox) {
    try {
      while (true) {
        for (int i = 0; i < 3; i++) {
          var id = UUID.randomUUID();
          outbox.append(List.of(new Entry(id, "org", "a.b", Instant.now(), body(id))));
          print("kept " + id);
        }
        var claimed = outbox.claim(2, Duration.ofHours(1));
        for (var entry : claimed) {
          print("sent " + entry.entry().id());
        }
        outbox.ack(claimed);
        for (var entry : claimed) {
          print("gone " + entry.entry().id());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** In one write, so that a kill tears no line but the last. */
  private static void print(String line) throws IOException {
    OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
