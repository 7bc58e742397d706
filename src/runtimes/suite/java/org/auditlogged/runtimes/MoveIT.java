// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a folder to the application's database and back, by changing the configuration. */
@ExtendWith(Results.class)
class MoveIT {
  private static final int CALLS = 5;

  private final String source = Server.current().dataSource();

  @Test
  @Behaviour("what waits moves from the folder to the database and back, over `kill -9`: each once")
  void whatWaitsMovesWithTheConfiguration() {
    try (var application = Shops.prepared("move")) {
      application.workos().down(true);

      application.start(Map.of()).awaitAnswer();
      var client = application.client();
      client.post("shop/open");
      place(client, 0);
      int waiting = waiting(client);
      assertThat(waiting).isGreaterThanOrEqualTo(CALLS);

      application.kill();
      application.start(Map.of("AUDITLOGGED_OUTBOX_DATA_SOURCE", source)).awaitAnswer();
      place(client, CALLS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> application.log().contains("AUDIT-053") && waiting(client) >= waiting + CALLS);

      application.kill();
      application.workos().down(false);
      application.start(Map.of("AUDITLOGGED_OUTBOX_TAKE_OVER_FROM", source)).awaitAnswer();
      // what the killed process was just sending is leased to it for two minutes
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () ->
                  assertThat(application.workos().stored())
                      .map(body -> body.getJsonObject("event"))
                      .filteredOn(event -> event.getString("action").equals("order.placed"))
                      .map(event -> event.getJsonArray("targets").getJsonObject(0).getString("id"))
                      .containsExactlyInAnyOrderElementsOf(
                          IntStream.range(0, 2 * CALLS).mapToObj(i -> "m-" + i).toList()));
      assertThat(waiting(client)).isZero();
    }
  }

  private static void place(Client client, int from) {
    for (int i = from; i < from + CALLS; i++) {
      assertThat(client.post("shop/place/m-" + i).body()).isEqualTo("placed");
    }
  }

  private static int waiting(Client client) {
    return Integer.parseInt(client.counts().split(" ")[0]);
  }
}
