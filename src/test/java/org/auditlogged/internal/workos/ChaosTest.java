// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.SteadyClock;
import org.auditlogged.internal.delivery.CourierLoop;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.SqlOutbox;
import org.auditlogged.support.ChaosWorkOs;
import org.auditlogged.support.ChaosWorkOs.Mood;
import org.auditlogged.support.EmptyConfig;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real outbox, courier and client against a receiver on a very bad day. {@code
 * -Dchaos.events=20000 -Dchaos.seed=7} for more, or for the same again.
 */
@Timeout(300)
class ChaosTest {
  private static final int EVENTS = Integer.getInteger("chaos.events", 3_000);
  private static final long SEED = Long.getLong("chaos.seed", 1L);
  private static final int CONCURRENCY = 8;

  @TempDir Path directory;

  @BeforeAll
  static void configure() {
    EmptyConfig.install();
  }

  @Test
  void allArriveOnceAndNoneIsParked() {
    var clock = SteadyClock.start();
    var settings = new AuditConfig.Outbox(directory, AuditConfig.Sync.NORMAL, 1L << 30);
    var entries = IntStream.range(0, EVENTS).mapToObj(ChaosTest::entry).toList();
    try (var workOs = ChaosWorkOs.start(SEED);
        var outbox = SqlOutbox.open(settings, clock);
        var loop = loop(outbox, workOs, clock)) {
      for (int from = 0; from < EVENTS; from += 500) {
        outbox.append(entries.subList(from, Math.min(EVENTS, from + 500)));
      }
      loop.start();
      await()
          .atMost(280, TimeUnit.SECONDS)
          .until(() -> outbox.ledger().waiting() == 0 || outbox.ledger().parked() > 0);

      var as = "seed " + SEED;
      assertThat(outbox.ledger().parked()).as(as).isZero();
      assertThat(outbox.ledger().delivered()).as(as).isEqualTo(EVENTS);
      assertThat(workOs.stored().keySet()).as(as).containsExactlyInAnyOrderElementsOf(ids(entries));
      assertThat(workOs.changed()).as(as).isEmpty();
      assertThat(workOs.requests()).isGreaterThan(EVENTS);
      // HttpURLConnection may close one while it opens the next
      assertThat(workOs.mostOpen()).isLessThanOrEqualTo(3 * CONCURRENCY);
      assertThat(List.of(Mood.ERROR, Mood.RESET_BEFORE, Mood.RESET_AFTER, Mood.GARBAGE, Mood.PAGE))
          .allMatch(mood -> workOs.times(mood) > 0);
    }
  }

  private static CourierLoop loop(SqlOutbox outbox, ChaosWorkOs workOs, SteadyClock clock) {
    var client =
        RestClientBuilder.newBuilder()
            .baseUri(workOs.uri())
            .connectTimeout(5, TimeUnit.SECONDS)
            .readTimeout(400, TimeUnit.MILLISECONDS)
            .build(WorkOsEvents.class);
    var delivery =
        new AuditConfig.Delivery(
            100_000,
            CONCURRENCY,
            Duration.ofMillis(20),
            Duration.ofMillis(500),
            Duration.ofSeconds(5));
    var destination = new WorkOsDestination(client, () -> Optional.of("sk_test"), "chaos", clock);
    return new CourierLoop(outbox, destination, delivery, clock, ChaosTest.class.getClassLoader());
  }

  private static List<String> ids(List<Entry> entries) {
    var ids = new ArrayList<String>();
    entries.forEach(entry -> ids.add(entry.id().toString()));
    return ids;
  }

  private static Entry entry(int number) {
    var body = "{\"organization_id\":\"org_1\",\"event\":{\"number\":" + number + "}}";
    return new Entry(
        UUID.randomUUID(),
        "org_1",
        "thing.done_" + number % 10,
        Instant.EPOCH,
        body.getBytes(StandardCharsets.UTF_8));
  }
}
