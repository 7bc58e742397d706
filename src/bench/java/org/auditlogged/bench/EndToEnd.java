// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.auditlogged.bench.Processes.Server;
import org.auditlogged.bench.app.Api;
import org.auditlogged.bench.app.AuditedResource;
import org.auditlogged.bench.app.HttpClientResource;
import org.auditlogged.bench.app.PlainResource;
import org.auditlogged.bench.app.SdkResource;
import org.auditlogged.support.Measurement;
import org.auditlogged.support.Spread;

/**
 * One endpoint of an application on Payara Micro, in five ways, and what its callers see: while
 * WorkOS answers after 50 ms, cuts connections, and hangs. Server, WorkOS and callers are processes
 * of their own. The ways take turns, so that a busy machine hits all of them.
 */
public final class EndToEnd implements Measurement {
  private static final int[] CALLERS = {1, 16, 64};
  private static final int ROUNDS = Integer.getInteger("end.rounds", 3);
  private static final Duration ROUND = Duration.ofMillis(Integer.getInteger("end.millis", 1_500));
  private static final int WARM_UPS = Integer.getInteger("end.warm", 4);
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final int PER_SECOND = 200;
  private static final int CONNECTIONS = 32;
  private static final Duration STEADY = Duration.ofSeconds(5);
  private static final Set<Way> ONCE =
      EnumSet.complementOf(EnumSet.of(Way.WITHOUT, Way.UNAUDITED_NORMAL));
  private static final String COLUMNS =
      """

      | callers | way | calls/s | compared | p50 | p99 | p99.9 | calls | failed |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;
  private static final String FETCHED = "/fetched";
  private static final String SDK =
      "workos-\\d.*|okhttp.*|okio.*|kotlin.*|jackson-(core|databind|annotations|module-kotlin|datatype-jsr310)-.*|nimbus-jose-jwt-.*|annotations-13.*";

  /** The ways, each with the server that it is measured on, and what it is compared with there. */
  private enum Way {
    WITHOUT("not audited, without the library", "plain", "without"),
    UNAUDITED_NORMAL("not audited, beside `normal`", "plain", "normal"),
    NORMAL("audited, `sync=normal`", "audited", "normal"),
    UNAUDITED("not audited, beside `full`", "plain", "full"),
    FULL("audited, `sync=full`", "audited", "full"),
    HTTP_CLIENT("posts itself, `java.net.http`", "http-client", "full"),
    SDK("posts itself, WorkOS's SDK", "sdk", "full");

    final String title;
    final String path;
    final String server;

    Way(String title, String path, String server) {
      this.title = title;
      this.path = "/api/" + path + "/db-password";
      this.server = server;
    }

    Way comparedWith() {
      return switch (this) {
        case WITHOUT, UNAUDITED_NORMAL, UNAUDITED -> WITHOUT;
        case NORMAL -> UNAUDITED_NORMAL;
        default -> UNAUDITED;
      };
    }
  }

  @Override
  public String report() throws Exception {
    try (var processes = new Processes()) {
      var workos = processes.receiver();
      var servers =
          Map.of(
              "without", without(processes),
              "normal", server(processes, workos, "normal"),
              "full", server(processes, workos, "full"));
      var ports = new EnumMap<Way, Integer>(Way.class);
      for (var way : Way.values()) {
        ports.put(way, servers.get(way.server).port());
      }
      Processes.mode(workos, "50");
      // several times, because the compiler comes late to a server that has much to compile
      for (int i = 0; i < WARM_UPS; i++) {
        for (var way : Way.values()) {
          Load.closed(ports.get(way), way.path, 16, WARM_UP);
        }
      }
      var text = new StringBuilder(throughput(ports)).append(steady(ports)).append(fetched(ports));
      Processes.mode(workos, "down");
      text.append(trouble(ports, "WorkOS cuts every connection"));
      Processes.mode(workos, "hang");
      text.append(trouble(ports, "WorkOS accepts connections and never answers"));
      for (var server : servers.values()) {
        Processes.ensureNothingIsParked(server);
      }
      return text.toString();
    }
  }

  private static Server without(Processes processes) throws Exception {
    var secret = Class.forName("org.auditlogged.bench.app.Secret");
    return processes.server(
        "without", Processes.war(Api.class, PlainResource.class, secret), Map.of());
  }

  private static Server server(Processes processes, URI workos, String sync) throws Exception {
    var war =
        Processes.war(
            Api.class,
            PlainResource.class,
            AuditedResource.class,
            HttpClientResource.class,
            SdkResource.class,
            Class.forName("org.auditlogged.bench.app.Secret"));
    return processes.server(
        sync,
        Processes.withJars(Processes.withLibrary(war), SDK),
        Map.of(
            "WORKOS_API_KEY", "sk_test",
            "WORKOS_MP_REST_URL", workos.toString(),
            "WORKOS_ORGANIZATION_ID", "org_1",
            "AUDITLOGGED_OUTBOX_SYNC", sync,
            "AUDITLOGGED_OUTBOX_DIRECTORY", "outbox"));
  }

  private static String throughput(Map<Way, Integer> ports) throws Exception {
    var text =
        new StringBuilder(
            """

            ## One endpoint on Payara Micro, WorkOS answers after 50 ms

            %d rounds of %.1f s, in which each caller calls again as soon as it has its answer: medians of the rounds, in brackets the worst and
            the best, and p99 and p99.9 of all calls. The endpoint does nothing but answer, and callers and server share the machine: what is
            compared with is as cheap as can be. Audited calls are compared with those that are not, and these with the same application without
            the library. Targets at 16 callers: 0.90 with `normal`, 0.75 with `full`.
            %s"""
                .formatted(ROUNDS, ROUND.toMillis() / 1e3, COLUMNS));
    for (int callers : CALLERS) {
      text.append(rows(ports, EnumSet.allOf(Way.class), "", callers));
    }
    return text.toString();
  }

  private static String fetched(Map<Way, Integer> ports) throws Exception {
    var ours = EnumSet.range(Way.WITHOUT, Way.FULL);
    for (var way : ours) {
      Load.closed(ports.get(way), way.path + FETCHED, 16, WARM_UP);
    }
    return """

        ## The same, of an endpoint that waits

        For 5 ms before it answers, as for a database on another machine; else as above.
        """
        + COLUMNS
        + rows(ports, ours, FETCHED, 16);
  }

  private static String rows(Map<Way, Integer> ports, Set<Way> ways, String path, int callers)
      throws Exception {
    var rounds = new EnumMap<Way, List<Load.Seen>>(Way.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (var way : ways) {
        rounds
            .computeIfAbsent(way, key -> new ArrayList<>())
            .add(Load.closed(ports.get(way), way.path + path, callers, ROUND));
      }
    }
    var text = new StringBuilder();
    for (var way : ways) {
      text.append(row(callers, way, rounds));
    }
    return text.toString();
  }

  private static String row(int callers, Way way, Map<Way, List<Load.Seen>> rounds) {
    var own = rounds.get(way);
    var compared = rounds.get(way.comparedWith());
    var ratios = new double[own.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = own.get(i).perSecond() / compared.get(i).perSecond();
    }
    var all = Load.Seen.of(own);
    return String.format(
        Locale.ROOT,
        "| %d | %s | %s | %s | %s | %,.2f ms | %,.2f ms | %,d | %,d |%n",
        callers,
        way.title,
        Spread.of("%,.0f", own.stream().mapToDouble(Load.Seen::perSecond)),
        way == way.comparedWith() ? "" : "× " + Spread.of("%.2f", Arrays.stream(ratios)),
        Spread.of("%,.2f ms", own.stream().mapToDouble(seen -> seen.millis(50))),
        all.millis(99),
        all.millis(99.9),
        all.times().getTotalCount(),
        all.failed());
  }

  private static String steady(Map<Way, Integer> ports) throws Exception {
    var text =
        new StringBuilder(
            """

            The same at %d calls a second, on time whether or not others are answered, over %d connections, for %d s; a time begins when
            its call was due, and a call that still waits for a connection at the end has failed.

            | way | calls/s | p50 | p99 | p99.9 | p50 to ours, `full` | failed |
            | --- | --- | --- | --- | --- | --- | --- |
            """
                .formatted(PER_SECOND, CONNECTIONS, STEADY.toSeconds()));
    var all = new EnumMap<Way, Load.Seen>(Way.class);
    for (var way : ONCE) {
      all.put(way, Load.constant(ports.get(way), way.path, CONNECTIONS, PER_SECOND, STEADY));
    }
    double ours = all.get(Way.FULL).millis(50);
    for (var way : ONCE) {
      var seen = all.get(way);
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %s | × %.1f | %s |%n",
              way.title,
              seen.perSecond(),
              percentiles(seen),
              seen.millis(50) / ours,
              failed(seen)));
    }
    return text.toString();
  }

  private static String trouble(Map<Way, Integer> ports, String what) throws Exception {
    var text =
        new StringBuilder(
            """

            ## %s

            16 callers, %d s.

            | way | calls/s | p50 | p99 | p99.9 | failed |
            | --- | --- | --- | --- | --- | --- |
            """
                .formatted(what, STEADY.toSeconds()));
    for (var way : ONCE) {
      var seen = Load.closed(ports.get(way), way.path, 16, STEADY);
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %s | %s |%n",
              way.title,
              seen.perSecond(),
              percentiles(seen),
              failed(seen)));
    }
    return text.append(steady(ports)).toString();
  }

  private static String percentiles(Load.Seen seen) {
    return String.format(
        Locale.ROOT,
        "%,.2f ms | %,.2f ms | %,.2f ms",
        seen.millis(50),
        seen.millis(99),
        seen.millis(99.9));
  }

  private static String failed(Load.Seen seen) {
    return String.format(
        Locale.ROOT, "%.0f %%", 100.0 * seen.failed() / seen.times().getTotalCount());
  }
}
