// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The end of the application and its next start, in which it lists its classes. The last tests by
 * name, because they leave it like that; one after the other, because starts are slow.
 */
@ExtendWith({Shared.class, Results.class})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SurvivalIT {
  static final String LISTED = "an application that lists its classes (`getClasses()`): once";
  private static final int CALLS = 20;

  private final Application application = Shared.application();
  private final Client client = application.client();
  private final FakeWorkOs workos = application.workos();

  @Test
  @Order(1)
  @Behaviour("waits while WorkOS is down, and is delivered after `kill -9`")
  void survivesBeingKilled() {
    client.events();
    workos.down(true);
    for (int i = 0; i < CALLS; i++) {
      assertThat(client.get("things/" + i + "?as=ok").statusCode()).isEqualTo(200);
    }
    application.kill();

    workos.down(false);
    application.start(Map.of("APP_LISTS_CLASSES", "true")).awaitAnswer();
    var ids = new HashSet<String>();
    for (var event : client.events()) {
      if (event.getString("action").equals("thing.read")) {
        assertThat(ids.add(event.getJsonArray("targets").getJsonObject(0).getString("id")))
            .isTrue();
      }
    }
    assertThat(application.log())
        .as("what was found at the start")
        .containsPattern("AUDIT-004 .*; outbox .*, " + CALLS + " waiting, 0 parked; delivery to");
    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, CALLS).mapToObj(String::valueOf).toList());
  }

  @Test
  @Order(2)
  @Behaviour(LISTED)
  void anApplicationThatListsItsClassesIsAuditedToo() {
    client.events();
    assertThat(client.get("bare/1").statusCode()).as("is not listed").isEqualTo(404);
    assertThat(client.get("things/7?as=ok").statusCode()).isEqualTo(200);
    assertThat(EndingIT.outcome(client.event())).isEqualTo("success");
    assertThat(client.get("things/7?as=mapped").statusCode()).isEqualTo(409);
    assertThat(client.event().getJsonObject("metadata").getInt("http_status")).isEqualTo(409);
  }
}
