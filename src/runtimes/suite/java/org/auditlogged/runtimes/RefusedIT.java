// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that do not come to their methods, and those of methods that CDI or nobody annotates. */
@ExtendWith({Shared.class, Results.class})
class RefusedIT {
  static final String VALIDATION = "refused by Bean Validation";
  static final String ROLES = "refused by `@RolesAllowed`";
  private static final String JSON = "application/json";

  private final Client client = Shared.application().client();

  @Test
  @Behaviour("refused by a filter, 401 and 403")
  void whatAFilterRefusesIsDenied() {
    client.events();
    for (var status : new String[] {"401", "403"}) {
      assertThat(client.get("doors/1", "X-Refuse", status).statusCode())
          .isEqualTo(Integer.parseInt(status));
      var event = client.event();
      assertThat(event.getString("action")).isEqualTo("door.opened");
      assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"door\",\"id\":\"1\"}]");
      assertThat(EndingIT.outcome(event)).isEqualTo("denied");
    }
  }

  @Test
  @Behaviour(VALIDATION)
  void whatIsNotValidIsAFailure() {
    client.events();
    assertThat(client.get("doors/12345/valid").statusCode()).isEqualTo(400);
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("door.measured");
    assertThat(EndingIT.outcome(event)).isEqualTo("failure");
    assertThat(event.getJsonObject("metadata").getInt("http_status")).isEqualTo(400);
  }

  @Test
  @Behaviour(ROLES)
  void whoLacksARoleIsDenied() {
    client.events();
    assertThat(client.get("doors/1/role").statusCode()).isIn(401, 403);
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("door.swept");
    assertThat(EndingIT.outcome(event)).isEqualTo("denied");
  }

  @Test
  @Behaviour("a body that cannot be read")
  void aBodyThatCannotBeReadIsAFailure() {
    client.events();
    assertThat(client.call("POST", "doors/1", "{\"color\":", "Content-Type", JSON).statusCode())
        .isIn(400, 500);
    var event = client.eventLater();
    assertThat(event.getString("action")).isEqualTo("door.painted");
    assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"door\",\"id\":\"1\"}]");
    assertThat(EndingIT.outcome(event)).isEqualTo("failure");
  }

  @Test
  @Behaviour("refused by `@Consumes`: 415")
  void aBodyOfAnotherTypeIsAFailure() {
    client.events();
    assertThat(client.call("POST", "doors/1", "x", "Content-Type", "text/csv").statusCode())
        .isEqualTo(415);
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("door.painted");
    assertThat(EndingIT.outcome(event)).isEqualTo("failure");
  }

  @Test
  @Behaviour("a resource whose class has no scope")
  void aClassWithoutScopeIsRecorded() {
    client.events();
    assertThat(client.get("bare/1").body()).isEqualTo("bare 1");
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("bare.read");
    assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"bare\",\"id\":\"1\"}]");
  }

  @Test
  @Behaviour("a route of the configuration, with the request's JSON")
  void aRouteIsRecorded() {
    client.events();
    assertThat(client.call("PUT", "routed/5", "{\"color\":\"green\"}", "Content-Type", JSON).body())
        .isEqualTo("5 is green");
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("routed.painted");
    assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"thing\",\"id\":\"5\"}]");
    assertThat(event.getJsonObject("metadata").getString("color")).isEqualTo("green");
  }
}
