// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.delivery.CourierLoop;
import org.auditlogged.internal.delivery.Destination;
import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.SqlOutbox;
import org.auditlogged.support.EmptyConfig;

/**
 * A process of its own that keeps events and sends them until it is killed. Arguments: folder,
 * sync, threads, address. Prints {@code kept <id>} after each append, {@code sent <id>} after each
 * sending, before it is settled; and {@code empty} when there is nothing left to send.
 */
final class CrashProcess {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private CrashProcess() {}

  static Process start(Path directory, Sync sync, int threads, URI address) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            CrashProcess.class.getName(),
            directory.toString(),
            sync.name(),
            String.valueOf(threads),
            address.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    var settings =
        new AuditConfig.Outbox(Path.of(arguments[0]), Sync.valueOf(arguments[1]), 1L << 30);
    int threads = Integer.parseInt(arguments[2]);
    var delivery =
        new AuditConfig.Delivery(
            10_000, 8, Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(5));
    // the server's configuration would be waited for
    EmptyConfig.install();
    var destination =
        new WorkOsDestination(
            WorkOsFixture.client(URI.create(arguments[3])),
            () -> Optional.of(WorkOsFixture.KEY),
            "crash",
            Clock.systemUTC());
    var outbox = SqlOutbox.open(settings, Clock.systemUTC());
    var courier =
        new CourierLoop(
            outbox,
            new Told(destination),
            delivery,
            Clock.systemUTC(),
            CrashProcess.class.getClassLoader());
    courier.start();
    for (int thread = 0; thread < threads; thread++) {
      new Thread(() -> record(outbox, courier)).start();
    }
    while (threads == 0 && outbox.counts().waiting() > 0) {
      Thread.onSpinWait();
    }
    if (threads == 0) {
      print("empty");
    }
    // ends when the parent does, should nobody kill it
    System.in.read();
    Runtime.getRuntime().halt(0);
  }

  private static void record(SqlOutbox outbox, CourierLoop courier) {
    var writer = EventWriter.create();
    try {
      while (true) {
        var event =
            AuditEvent.action("crash.survived")
                .organization("org_1")
                .actor("system", "crash")
                .target("process", String.valueOf(ProcessHandle.current().pid()))
                .location("internal")
                .build();
        outbox.append(List.of(writer.write(event)));
        courier.wake();
        print("kept " + event.id());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The real destination, with a line for each answer. */
  private record Told(Destination destination) implements Destination {
    @Override
    public Optional<Obstacle> obstacle() {
      return destination.obstacle();
    }

    @Override
    public Verdict send(Claimed entry) {
      var verdict = destination.send(entry);
      try {
        print("sent " + entry.entry().id());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return verdict;
    }
  }

  /** In one write, so that a kill tears no line but the last. */
  private static void print(String line) throws IOException {
    OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
