// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.Recorded;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AuditedServiceIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS, Map.of(), AuditedService.class, AuditedServiceResource.class, AuditedSession.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(call = "a service", event = "when it returns, with the request it runs in")
  void aServiceCalledInARequestIsRecordedWithItsRequest() {
    assertThat(client.post("services/purge").body()).isEqualTo("purged team_0");

    client.sees(
        """
        {'action': 'team.purge_old', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'team', 'id': 'team_0'}, {'type': 'team', 'id': 'team_1'},
                     {'type': 'user', 'id': 'user_2', 'name': 'Jon Smith'}],
         'metadata': {'reason': 'cleanup, seen by the mask', 'outcome': 'success', 'http_method': 'POST'}}""");
  }

  @Test
  @Recorded(
      call = "an audited service in an audited resource",
      event = "two, each with its own draft")
  void anAuditedServiceInAnAuditedResourceGivesTwoEventsEachWithItsOwnDraft() {
    assertThat(client.post("services/nested").body()).isEqualTo("service.called");

    client.sees(
        """
        {'action': 'service.called', 'actor': {'type': 'anonymous', 'id': 'anonymous'}, 'targets': [],
         'metadata': {'outer': true, 'after': 1, 'outcome': 'success', 'http_method': 'POST',
                      'http_route': '/services/nested', 'http_status': 200}}""",
        """
        {'action': 'team.purge_old', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'team', 'id': 'team_0'}, {'type': 'team', 'id': 'team_1'},
                     {'type': 'user', 'id': 'user_2', 'name': 'Jon Smith'}],
         'metadata': {'reason': 'cleanup, seen by the mask', 'outcome': 'success',
                      'http_method': 'POST', 'http_route': '/services/nested'}}""");
  }

  @Test
  @Recorded(call = "a service without a request", event = "actor `system`, location `internal`")
  void withoutARequestTheApplicationItselfActs() {
    client.post("services/background");

    client.sees(
        """
        {'action': 'team.purge_old', 'actor': {'type': 'system', 'id': 'it'},
         'targets': [{'type': 'team', 'id': 'team_0'}, {'type': 'team', 'id': 'team_1'},
                     {'type': 'user', 'id': 'user_2', 'name': 'Jon Smith'}],
         'context': {'location': 'internal'},
         'metadata': {'reason': 'cleanup, seen by the mask', 'outcome': 'success'}}""");
  }

  @Test
  void theExceptionOfTheMethodReachesItsCaller() {
    assertThat(client.post("services/failing").body()).isEqualTo("no such team");

    var metadata = client.event().getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo("failure");
    assertThat(metadata.getString("error")).isEqualTo("java.lang.IllegalArgumentException");
  }

  @Test
  void theStatusOfAResponseThatAServiceReturnsDecides() {
    assertThat(client.post("services/refusing").body()).isEqualTo("403");
    assertThat(client.event().getJsonObject("metadata").getString("outcome")).isEqualTo("denied");
  }

  @Test
  void aBeanThatIsStoredWithItsSessionIsAudited() {
    client.post("services/session");
    assertThat(client.event().getString("action")).isEqualTo("session.used");
  }

  @Test
  void aStageThatFailsLaterIsAFailureOfTheService() {
    client.post("services/failing-later");

    var metadata = client.event().getJsonObject("metadata");
    assertThat(metadata.getString("outcome")).isEqualTo("failure");
    assertThat(metadata.getString("error")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  @Recorded(call = "`@AuditIgnored`, or `AuditDraft.discard()`", event = "none")
  void whatIsDiscardedOrIgnoredIsNotRecorded() {
    client.post("services/quiet");
    assertThat(client.events()).isEmpty();
  }

  @Test
  void anObserverOfTheDraftHasTheLastWord() {
    client.post("services/purge");
    assertThat(client.event().getJsonObject("metadata").getString("reason"))
        .isEqualTo("cleanup, seen by the mask");
  }

  @Test
  void outsideOfAnAuditedCallThereIsNoDraft() {
    assertThat(client.post("services/outside").body())
        .startsWith("there is no AuditDraft here: the current thread is in no audited call.");
    assertThat(client.events()).isEmpty();
  }

  @Test
  void theLogRecordsWhatTheApplicationBuilt() {
    client.post("services/log");

    var events = client.events();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("organization_id")).isEqualTo("org_other");
    var event = Json.createObjectBuilder(events.get(0).getJsonObject("event"));
    assertThat(event.remove("occurred_at").build())
        .hasToString(
            "{\"action\":\"report.generated\",\"version\":2,"
                + "\"actor\":{\"type\":\"system\",\"id\":\"nightly\"},"
                + "\"targets\":[{\"type\":\"report\",\"id\":\"r-17\",\"name\":\"Q3\"}],"
                + "\"context\":{\"location\":\"internal\"},\"metadata\":{\"pages\":12}}");
  }

  @Test
  void theLogRecordsManyAtOnceAndFillsInWhatWasLeftOut() {
    client.post("services/logs");

    assertThat(client.events())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.getString("organization_id")).isEqualTo(Deployments.ORGANIZATION);
              var event = each.getJsonObject("event");
              assertThat(event.getString("action")).isEqualTo("row.imported");
              assertThat(event.getJsonObject("actor").getString("type")).isEqualTo("anonymous");
              assertThat(event.getJsonObject("context").getString("user_agent"))
                  .isEqualTo("it/1.0");
            });
  }
}
