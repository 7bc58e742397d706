// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the outbox to WorkOS. */
@ExtendWith({Shared.class, Results.class})
class DeliveryIT {
  private final Application application = Shared.application();
  private final Client client = application.client();
  private final FakeWorkOs workos = application.workos();

  @Test
  @Behaviour("is sent again after an error, with the same `Idempotency-Key`")
  void isSentAgainWithTheSameKey() {
    client.events();
    workos.answer(500, "{\"message\":\"try later\"}");
    client.get("things/7?as=ok");
    var event = client.event();
    var id = event.getJsonObject("metadata").getString("event_id");
    assertThat(workos.sendings()).containsEntry(id, 2);
  }

  @Test
  @Behaviour("`required`: refused with 503 while the outbox is full")
  void aRequiredCallIsRefusedWhileTheOutboxIsFull() {
    client.events();
    workos.down(true);
    try {
      assertThat(client.post("full").body()).contains("is full");
      var ran = client.get("full/ran").body();
      assertThat(client.get("full/required").statusCode()).isEqualTo(503);
      assertThat(client.get("full/ran").body()).isEqualTo(ran);
    } finally {
      workos.down(false);
    }
    client.events();
    assertThat(client.get("full/required").statusCode()).isEqualTo(200);
    assertThat(client.event().getString("action")).isEqualTo("full.required");
  }

  @Test
  @Behaviour("the outbox lies in the server's folder for data, else in the working directory")
  void theOutboxLiesWhereTheServerKeepsItsData() {
    Path outbox = application.data().resolve("auditlogged/suite/outbox.db");
    await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(outbox));
  }
}
