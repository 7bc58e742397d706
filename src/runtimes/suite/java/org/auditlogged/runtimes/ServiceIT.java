// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls of services. */
@ExtendWith({Shared.class, Results.class})
class ServiceIT {
  static final String START = "a service while the application starts (`@Observes Startup`)";
  private final Client client = Shared.application().client();
  private final FakeWorkOs workos = Shared.application().workos();

  @Test
  @Behaviour("a service, which adds to its `AuditDraft`")
  void aServiceIsRecordedWithWhatItAdds() {
    client.events();
    assertThat(client.post("services/stamp").body()).isEqualTo("a");
    var event = client.event();
    assertThat(event.getString("action")).isEqualTo("letter.stamped");
    assertThat(event.getJsonArray("targets")).hasSize(2);
    assertThat(event.getJsonObject("metadata").getString("ink")).isEqualTo("blue");
    assertThat(event.getJsonObject("actor").getString("type")).isEqualTo("anonymous");
    assertThat(event.getJsonObject("context").getString("user_agent")).isEqualTo("suite/1.0");
  }

  @Test
  @Behaviour("a service that throws")
  void aServiceThatThrowsIsAFailure() {
    client.events();
    assertThat(client.post("services/lost").body()).isEqualTo("lost");
    var metadata = client.event().getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo("failure");
    assertThat(metadata.getString("error")).isEqualTo("java.lang.IllegalArgumentException");
  }

  @Test
  @Behaviour("a service on a thread of the application's own")
  void withoutARequestTheSystemIsTheActor() {
    client.events();
    assertThat(client.post("services/aside").body()).isEqualTo("done");
    var event = client.event();
    assertThat(event.getJsonObject("actor")).hasToString("{\"type\":\"system\",\"id\":\"suite\"}");
    assertThat(event.getJsonObject("context").getString("location")).isEqualTo("internal");
  }

  @Test
  @Behaviour(START)
  void theStartIsRecorded() {
    client.events();
    var first = workos.stored().get(0).getJsonObject("event");
    assertThat(first.getString("action")).isEqualTo("archive.put_away");
    assertThat(first.getJsonObject("actor").getString("type")).isEqualTo("system");
  }

  @Test
  @Behaviour("annotated on the class")
  void aMethodOfAnAuditedClassIsRecorded() {
    client.events();
    client.post("services/archive");
    assertThat(client.event().getString("action")).isEqualTo("archive.put_away");
  }

  @Test
  @Behaviour("annotated on an interface")
  void aMethodOfAnAuditedInterfaceIsRecorded() {
    client.events();
    client.post("services/send");
    assertThat(client.event().getString("action")).isEqualTo("letter.sent");
  }

  @Test
  @Behaviour("`@AuditIgnored`, or discarded: no event")
  void whatIsIgnoredOrDiscardedIsNotRecorded() {
    client.events();
    assertThat(client.post("services/quiet").body()).isEqualTo("quiet");
    assertThat(client.events()).isEmpty();
  }

  @Test
  @Behaviour("`AuditLog.record`")
  void whatIsRecordedByHandArrives() {
    client.events();
    client.post("services/report");
    var event = client.event();
    assertThat(List.of(event.getString("action"), event.getJsonObject("actor").getString("id")))
        .containsExactly("report.generated", "nightly");
    assertThat(event.getJsonObject("metadata").getInt("pages")).isEqualTo(12);
  }
}
