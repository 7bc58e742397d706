// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.auditlogged.bench.app.Api;
import org.auditlogged.bench.app.AuditedResource;
import org.auditlogged.bench.app.PlainResource;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Spread;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * How much longer a deployment takes with the library, and what of that is the server's reading of
 * two jars more, as Payara Micro says it, in starts that take turns.
 */
public final class StartUp implements Measurement {
  private static final int STARTS = Integer.getInteger("start.rounds", 3);

  private static final String MILLIS = "%,.0f ms";

  private enum Application {
    WITHOUT("without"),
    DRIVER("with the jar of SQLite's driver alone"),
    OFF("with the library, switched off"),
    WITH("with the library");

    final String title;

    Application(String title) {
      this.title = title;
    }

    WebArchive war() throws Exception {
      var secret = Class.forName("org.auditlogged.bench.app.Secret");
      var war = Processes.war(Api.class, PlainResource.class, secret);
      return switch (this) {
        case WITHOUT -> war;
        case DRIVER -> Processes.withJars(war, "sqlite-jdbc-.*");
        default -> Processes.withLibrary(war).addClass(AuditedResource.class);
      };
    }
  }

  @Override
  public String report() throws Exception {
    var all = new EnumMap<Application, double[]>(Application.class);
    try (var processes = new Processes()) {
      var workos = processes.receiver().toString();
      var files = new EnumMap<Application, Path>(Application.class);
      for (var application : Application.values()) {
        files.put(application, processes.file(application.name(), application.war()));
        all.put(application, new double[STARTS]);
      }
      // what is read first comes from the disk, whichever it is
      start(processes, "first", files.get(Application.WITH), workos, true);
      for (int i = 0; i < STARTS; i++) {
        for (var application : Application.values()) {
          all.get(application)[i] =
              start(
                  processes,
                  application.name() + i,
                  files.get(application),
                  workos,
                  application != Application.OFF);
        }
      }
    }
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """

                ## Start-up added to a deployment

                An application with one endpoint on Payara Micro, %d starts of each in turns: medians (least … most); target 300 ms.

                | application | deployed in | added |
                | --- | --- | --- |
                """,
                STARTS));
    for (var application : Application.values()) {
      var added = new double[STARTS];
      Arrays.setAll(added, i -> all.get(application)[i] - all.get(Application.WITHOUT)[i]);
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s |%n",
              application.title,
              Spread.of(MILLIS, Arrays.stream(all.get(application))),
              application == Application.WITHOUT ? "" : Spread.of(MILLIS, Arrays.stream(added))));
    }
    return text.toString();
  }

  private static double start(
      Processes processes, String name, Path file, String workos, boolean enabled)
      throws Exception {
    var environment =
        Map.of(
            "WORKOS_API_KEY", "sk_test",
            "WORKOS_MP_REST_URL", workos,
            "WORKOS_ORGANIZATION_ID", "org_1",
            "AUDITLOGGED_ENABLED", String.valueOf(enabled),
            "AUDITLOGGED_OUTBOX_DIRECTORY", "outbox");
    var server = processes.server(name, file, environment, List.of("-Xmx512m"));
    processes.stop(server);
    if (server.deployed().isZero()) {
      throw new IOException("Payara Micro did not say how long the deployment took");
    }
    return server.deployed().toMillis();
  }
}
