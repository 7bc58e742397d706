// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.auditlogged.bench.app.Api;
import org.auditlogged.bench.app.AuditedResource;
import org.auditlogged.bench.app.PlainResource;
import org.auditlogged.support.Measurement;

/**
 * How much longer a deployment takes with the library, as Payara Micro says it, in starts that take
 * turns.
 */
public final class StartUp implements Measurement {
  private static final int STARTS = Integer.getInteger("start.pairs", 5);

  @Override
  public String report() throws Exception {
    var without = new double[STARTS];
    var with = new double[STARTS];
    var added = new double[STARTS];
    try (var processes = new Processes()) {
      var workos = processes.receiver().toString();
      // what is read first comes from the disk, whichever it is
      start(processes, "first", workos, true);
      for (int i = 0; i < STARTS; i++) {
        without[i] = start(processes, "without" + i, workos, false);
        with[i] = start(processes, "with" + i, workos, true);
        added[i] = with[i] - without[i];
      }
    }
    for (var all : new double[][] {without, with, added}) {
      Arrays.sort(all);
    }
    return String.format(
        Locale.ROOT,
        """

        ## Start-up added to a deployment

        Medians of %d pairs of starts of Payara Micro, an application with one endpoint; target 300 ms.

        | without | with | added (least … most) |
        | --- | --- | --- |
        | %,.0f ms | %,.0f ms | %,.0f ms (%,.0f … %,.0f) |
        """,
        STARTS,
        without[STARTS / 2],
        with[STARTS / 2],
        added[STARTS / 2],
        added[0],
        added[STARTS - 1]);
  }

  private static double start(Processes processes, String name, String workos, boolean audited)
      throws Exception {
    var secret = Class.forName("org.auditlogged.bench.app.Secret");
    var war = Processes.war(Api.class, PlainResource.class, secret);
    if (audited) {
      Processes.withLibrary(war).addClass(AuditedResource.class);
    }
    var server =
        processes.server(
            name,
            war,
            Map.of(
                "WORKOS_API_KEY", "sk_test",
                "WORKOS_MP_REST_URL", workos,
                "WORKOS_ORGANIZATION_ID", "org_1",
                "AUDITLOGGED_OUTBOX_DIRECTORY", "outbox"));
    processes.stop(server);
    if (server.deployed().isZero()) {
      throw new IOException("Payara Micro did not say how long the deployment took");
    }
    return server.deployed().toMillis();
  }
}
