// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.auditlogged.bench.app.Api;
import org.auditlogged.bench.app.AuditedResource;
import org.auditlogged.bench.app.PlainResource;
import org.auditlogged.support.Measurement;

/**
 * 200 audited calls a second, for as many minutes as {@code -Dminutes} says, while WorkOS answers
 * after 50 ms. Heap after a collection and the size of the outbox's folder have to stay where they
 * are.
 */
public final class Soak implements Measurement {
  private static final int MINUTES = Integer.getInteger("minutes", 0);
  private static final int PER_SECOND = 200;
  private static final int PARTS = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  @Override
  public boolean isOnDemand() {
    return true;
  }

  @Override
  public String report() throws Exception {
    if (MINUTES == 0) {
      throw new IllegalArgumentException("for how many minutes is said by -Dminutes");
    }
    var text =
        new StringBuilder(
            """

            ## %d minutes at %d audited calls a second

            | after | calls/s | p99 | failed | heap after a collection | threads | outbox's folder |
            | --- | --- | --- | --- | --- | --- | --- |
            """
                .formatted(MINUTES, PER_SECOND));
    try (var processes = new Processes()) {
      var workos = processes.receiver();
      var server =
          processes.server(
              "soak",
              Processes.withLibrary(
                  Processes.war(
                      Api.class,
                      PlainResource.class,
                      AuditedResource.class,
                      Class.forName("org.auditlogged.bench.app.Secret"))),
              Map.of(
                  "WORKOS_API_KEY", "sk_test",
                  "WORKOS_MP_REST_URL", workos.toString(),
                  "WORKOS_ORGANIZATION_ID", "org_1",
                  // more than come in, though an answer takes its time
                  "AUDITLOGGED_DELIVERY_RATE", "400",
                  "AUDITLOGGED_DELIVERY_CONCURRENCY", "32",
                  "AUDITLOGGED_OUTBOX_DIRECTORY", "outbox"));
      Processes.mode(workos, "50");
      // until the first have been delivered
      Load.constant(server.port(), "/api/audited/a", 16, PER_SECOND, WARM_UP);
      Processes.ensureNothingIsParked(server);
      var part = Duration.ofMinutes(MINUTES).dividedBy(PARTS);
      for (int i = 1; i <= PARTS; i++) {
        var seen = Load.constant(server.port(), "/api/audited/a", 16, PER_SECOND, part);
        text.append(
            String.format(
                Locale.ROOT,
                "| %.1f min | %.0f | %.1f ms | %d | %s | %d | %,.1f MB |%n",
                part.multipliedBy(i).toSeconds() / 60.0,
                seen.perSecond(),
                seen.millis(99),
                seen.failed(),
                heap(server.process().pid()),
                threads(server.process().pid()),
                size(server.folder().resolve("outbox")) / 1e6));
      }
      Processes.ensureNothingIsParked(server);
    }
    return text.toString();
  }

  private static String heap(long pid) throws IOException {
    jcmd(pid, "GC.run");
    var said = Pattern.compile("used (\\d+)K").matcher(jcmd(pid, "GC.heap_info"));
    return said.find() ? Long.parseLong(said.group(1)) / 1024 + " MB" : "unknown";
  }

  private static long threads(long pid) throws IOException {
    return jcmd(pid, "Thread.print").lines().filter(line -> line.startsWith("\"")).count();
  }

  private static String jcmd(long pid, String command) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process = new ProcessBuilder(jcmd, String.valueOf(pid), command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
