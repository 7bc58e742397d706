// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the calls of resource methods end. */
@ExtendWith({Shared.class, Results.class})
class EndingIT {
  static final String STATUS_OF_UNMAPPED = "throws an unmapped exception: its status, 500";
  private final Client client = Shared.application().client();
  private final FakeWorkOs workos = Shared.application().workos();

  @Test
  @Behaviour("returns")
  void aCallThatReturnsIsASuccess() {
    client.events();
    assertThat(client.get("things/7?as=ok").body()).isEqualTo("value of 7");

    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("thing.read");
    assertThat(event.getJsonArray("targets")).hasToString("[{\"type\":\"thing\",\"id\":\"7\"}]");
    assertThat(event.getJsonObject("actor"))
        .hasToString("{\"type\":\"anonymous\",\"id\":\"anonymous\"}");
    assertThat(event.getJsonObject("context").getString("user_agent")).isEqualTo("suite/1.0");
    var metadata = event.getJsonObject("metadata");
    assertThat(metadata.keySet())
        .containsExactlyInAnyOrder(
            "as", "upper", "event_id", "outcome", "http_method", "http_route", "http_status");
    assertThat(metadata.getString("as")).isEqualTo("ok");
    assertThat(metadata.getString("outcome")).isEqualTo("success");
    assertThat(metadata.getString("http_route")).isEqualTo("/things/{id}");
    assertThat(metadata.getInt("http_status")).isEqualTo(200);
    assertThat(workos.sendings()).containsEntry(metadata.getString("event_id"), 1);
  }

  @Test
  @Behaviour("expressions (`${…}`) in annotations")
  void anExpressionIsRead() {
    client.events();
    client.get("things/7?as=ok");
    assertThat(client.event().getJsonObject("metadata").getString("upper")).isEqualTo("OK");
  }

  @Test
  @Behaviour("the client's address")
  void theAddressOfTheClientIsKnown() {
    client.events();
    client.get("things/7?as=ok");
    assertThat(client.event().getJsonObject("context").getString("location"))
        .isEqualTo("127.0.0.1");
  }

  @Test
  @Behaviour("throws a mapped exception")
  void aMappedExceptionIsAFailureWithTheStatus() {
    ends("things/7?as=mapped", 409, "failure", "org.auditlogged.runtimes.app.Taken");
  }

  @Test
  @Behaviour("throws a `WebApplicationException`")
  void itsStatusDecides() {
    ends("things/7?as=web", 410, "failure", "jakarta.ws.rs.WebApplicationException");
    ends("things/7?as=forbidden", 403, "denied", "jakarta.ws.rs.ForbiddenException");
  }

  @Test
  @Behaviour("throws an unmapped exception")
  void anUnmappedExceptionIsAFailure() {
    client.events();
    assertThat(client.get("things/7?as=unmapped").statusCode()).isEqualTo(500);

    var event = client.eventLater();
    assertThat(outcome(event)).isEqualTo("failure");
    assertThat(event.getJsonObject("metadata").getString("error"))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(event.toString()).doesNotContain("secret detail");
  }

  @Test
  @Behaviour(STATUS_OF_UNMAPPED)
  void theStatusOfAnUnmappedExceptionIsKnown() {
    client.events();
    client.get("things/7?as=unmapped");
    assertThat(client.eventLater().getJsonObject("metadata").getInt("http_status", 0))
        .isEqualTo(500);
  }

  @Test
  @Behaviour("returns a `Response`")
  void theStatusOfAResponseDecides() {
    client.events();
    client.get("things/7/response?status=404");
    assertThat(outcome(client.event())).isEqualTo("failure");
    client.get("things/7/response?status=401");
    assertThat(outcome(client.event())).isEqualTo("denied");
    client.get("things/7/response?status=201");
    assertThat(outcome(client.event())).isEqualTo("success");
  }

  @Test
  @Behaviour("is not audited, or matches nothing (404, 405): no event")
  void othersAreNotRecorded() {
    client.events();
    assertThat(client.get("things/7/plain").statusCode()).isEqualTo(200);
    assertThat(client.get("nothing/here").statusCode()).isEqualTo(404);
    assertThat(client.call("PATCH", "things/7", "").statusCode()).isEqualTo(405);
    assertThat(client.events()).isEmpty();
  }

  private void ends(String path, int status, String outcome, String error) {
    client.events();
    assertThat(client.get(path).statusCode()).isEqualTo(status);
    var event = client.eventLater();
    assertThat(outcome(event)).isEqualTo(outcome);
    assertThat(event.getJsonObject("metadata").getString("error")).isEqualTo(error);
    assertThat(event.getJsonObject("metadata").getInt("http_status")).isEqualTo(status);
  }

  static String outcome(JsonObject event) {
    return event.getJsonObject("metadata").getString("outcome");
  }
}
