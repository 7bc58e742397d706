// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeWorkOsTest {
  private static final String GOOD =
      "{'organization_id':'org_1','event':{'action':'a.b','occurred_at':'2026-01-01T00:00:00.000Z',"
          + "'version':1,'actor':{'id':'u','type':'user'},'targets':[{'id':'t','type':'team'}],"
          + "'context':{'location':'internal'},'metadata':{'k':'v','n':1,'b':true}}}";

  private final FakeWorkOs unit = FakeWorkOs.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    unit.close();
  }

  private HttpResponse<String> post(String id, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(unit.uri().resolve("/audit_logs/events"))
            .header("Authorization", "Bearer sk_x")
            .header("Idempotency-Key", id)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void goodEventIsStored() throws Exception {
    var answer = post("1", GOOD);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(answer.headers().firstValue("X-Request-ID")).contains("req_1");
    assertThat(unit.actions()).containsExactly("a.b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'organization_id':'org_1', | | organization_id",
        "'organization_id':'org_1' | 'organization_id':null | organization_id",
        "'action':'a.b', | | event.action",
        "'action':'a.b' | 'action':'' | event.action",
        "'version':1 | 'version':0 | event.version",
        "'version':1 | 'version':'1' | event.version",
        "00.000Z | 00Z | event.occurred_at",
        "00.000Z | 00.000+01:00 | event.occurred_at",
        "'actor':{'id':'u','type':'user'}, | | event.actor",
        "{'id':'u','type':'user'} | {'id':'u'} | event.actor.type",
        "{'id':'u','type':'user'} | {'id':'u','type':'user','name':null} | event.actor.name",
        "[{'id':'t','type':'team'}] | {} | event.targets",
        "{'id':'t','type':'team'} | {'id':'t'} | event.targets.0.type",
        "{'id':'t','type':'team'} | 7 | event.targets.0",
        "{'location':'internal'} | {} | event.context.location",
        "'k':'v' | 'k':null | event.metadata.k",
        "'k':'v' | 'k':[] | event.metadata.k",
        "'k':'v' | 'k':{} | event.metadata.k",
        "'k':'v' | 'k.x':'v' | event.metadata.k.x",
        "{'k':'v','n':1,'b':true} | {} | event.metadata",
        "'metadata': | 'more':1,'metadata': | event.more",
      })
  void anythingLessIsRefused(String part, String instead, String field) throws Exception {
    var body = GOOD.replace(part, instead == null ? "" : instead);
    assertThat(body).isNotEqualTo(GOOD);
    var answer = post("1", body);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"field\":\"" + field);
    assertThat(unit.stored()).isEmpty();
  }

  @Test
  void longTextsAndManyKeysAreRefused() throws Exception {
    assertThat(post("1", GOOD.replace("'v'", "'" + "x".repeat(501) + "'")).statusCode())
        .isEqualTo(422);
    var keys = new StringBuilder();
    for (int i = 0; i < 48; i++) {
      keys.append("'k").append(i).append("':1,");
    }
    assertThat(post("2", GOOD.replace("'k':'v'", keys + "'k':'v'")).statusCode()).isEqualTo(422);
    assertThat(post("3", "not json").statusCode()).isEqualTo(422);
  }

  @Test
  void sameKeyIsStoredOnceWhateverItSays() throws Exception {
    post("1", GOOD);
    post("1", GOOD.replace("a.b", "c.d"));
    post("2", GOOD);
    assertThat(unit.actions()).containsExactly("a.b", "a.b");
    assertThat(unit.sendings()).containsEntry("1", 2).containsEntry("2", 1);
  }

  @Test
  void wrongKeyIsRefused() throws Exception {
    unit.key("sk_other");
    assertThat(post("1", GOOD).statusCode()).isEqualTo(401);
    assertThat(unit.stored()).isEmpty();
  }

  @Test
  void rateIsEnforced() throws Exception {
    unit.rate(2);
    assertThat(post("1", GOOD).statusCode()).isEqualTo(200);
    assertThat(post("2", GOOD).statusCode()).isEqualTo(200);
    var third = post("3", GOOD);
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).contains("1");
    assertThat(unit.throttled()).isEqualTo(1);
  }

  @Test
  void downMeansNoAnswer() {
    unit.down(true);
    assertThatThrownBy(() -> post("1", GOOD)).isInstanceOf(IOException.class);
    assertThat(unit.stored()).isEmpty();
  }

  @Test
  void lostAnswerMeansStored() {
    unit.loseAnswers(1);
    assertThatThrownBy(() -> post("1", GOOD)).isInstanceOf(IOException.class);
    assertThat(unit.stored()).hasSize(1);
  }

  @Test
  void otherPathsAreNotThere() throws Exception {
    var request =
        HttpRequest.newBuilder(unit.uri().resolve("/audit_logs/events"))
            .header("Authorization", "Bearer sk_x")
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }
}
