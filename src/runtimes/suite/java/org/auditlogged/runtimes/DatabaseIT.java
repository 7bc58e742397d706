// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The outbox in a database of the application's, which is H2. */
@ExtendWith(Results.class)
class DatabaseIT {
  static final String WITHIN =
      "an outbox in the application's database: a success in the transaction of its call";

  static final String UNDONE =
      "an outbox in the application's database: what is rolled back is one `failure`";

  private static Application application;
  private final Client client = application.client();

  @BeforeAll
  static void starts() {
    application = Shops.prepared("database");
    application
        .start(Map.of("AUDITLOGGED_OUTBOX_DATA_SOURCE", Server.current().dataSource()))
        .awaitAnswer();
    assertThat(application.client().post("shop/open").body()).isEqualTo("open");
  }

  @AfterAll
  static void ends() {
    application.close();
  }

  @Test
  @Behaviour("an outbox in the application's database (H2)")
  void eventsWaitInTheDatabaseAndAreDelivered() {
    client.events();
    assertThat(client.post("shop/place/o-1").body()).isEqualTo("placed");
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("order.placed");
    assertThat(EndingIT.outcome(event)).isEqualTo("success");
    assertThat(client.get("shop/delivered").body()).matches("[1-9]\\d* delivered");
  }

  @Test
  @Behaviour(WITHIN)
  void aSuccessIsWrittenInTheTransactionOfItsCall() {
    client.events();
    assertThat(client.post("shop/sell/o-2").body()).isEqualTo("within 1, outside 0");
    assertThat(EndingIT.outcome(client.event())).isEqualTo("success");
  }

  @Test
  @Behaviour(UNDONE)
  void whatIsRolledBackIsAFailure() {
    client.events();
    assertThat(client.post("shop/regret/o-3").body()).isEqualTo("regretted");
    assertThat(EndingIT.outcome(client.event())).isEqualTo("failure");
  }
}
