// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.sample.Visitor.ALICE;
import static org.auditlogged.sample.Visitor.BOB;
import static org.auditlogged.sample.Visitor.NOBODY;
import static org.auditlogged.sample.Visitor.input;
import static org.auditlogged.sample.Visitor.name;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URL;
import java.util.List;
import java.util.function.Predicate;
import org.auditlogged.sample.Visitor.Arrived;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each endpoint, and its event as it arrived. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class VaultIT {
  @ArquillianResource private URL url;
  private Visitor visitor;

  @Deployment(testable = false)
  static WebArchive sample() {
    return SampleWar.built();
  }

  @BeforeEach
  void applicationIsThere() {
    assertThat(url.getPath()).as("deployed at").hasSizeGreaterThan(1);
    visitor = new Visitor(url);
  }

  @Test
  void signingInTellsWhoInWhichTeamAndWhatTheBodySaid() throws Exception {
    var extra = name();

    var answer = visitor.post("sessions", ALICE, extra(extra));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            Json.createObjectBuilder()
                .add("name", "Alice Archer")
                .add("owner", "alice")
                .add("role", "admin")
                .add("team", "platform")
                .add("userId", "alice")
                .build());
    var arrived = visitor.await(e -> e.raw().contains(extra));
    var occurred = arrived.event().getString("occurred_at");
    assertThat(occurred).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(arrived.body()).isEqualTo(signedIn(arrived.key(), occurred, extra));
  }

  private static JsonObject signedIn(String id, String occurred, String extra) {
    var json =
        """
        {"organization_id": "org_stand_in",
         "event": {
           "action": "user.signed_in",
           "version": 1,
           "occurred_at": "OCCURRED",
           "actor": {"type": "user", "id": "alice", "metadata": {"role": "admin"}},
           "targets": [
             {"type": "user", "id": "alice", "name": "Alice Archer"},
             {"type": "team", "id": "platform", "metadata": {"owner": "alice"}}],
           "context": {"location": "203.0.113.7", "user_agent": "Visitor/1.0"},
           "metadata": {
             "extra": "EXTRA",
             "event_id": "ID",
             "outcome": "success",
             "http_method": "POST",
             "http_route": "/sessions",
             "http_status": 200}}}
        """
            .replace("OCCURRED", occurred)
            .replace("EXTRA", extra)
            .replace("ID", id);
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @Test
  void wrongPasswordIsDenied() throws Exception {
    var extra = name();
    var before = visitor.arrived(VaultIT::isRefusedSignIn).stream().map(Arrived::key).toList();

    assertThat(visitor.post("sessions", "alice:guess", extra(extra)).status()).isEqualTo(401);

    var arrived = visitor.await(e -> isRefusedSignIn(e) && !before.contains(e.key()));
    assertThat(arrived.actor()).isEqualTo("anonymous anonymous");
    assertThat(arrived.metadata().getInt("http_status")).isEqualTo(401);
    assertThat(arrived.raw()).doesNotContain("guess");
    assertThat(visitor.arrived(VaultIT::isRefusedSignIn)).hasSize(before.size() + 1);
  }

  private static boolean isRefusedSignIn(Arrived event) {
    return event.action().equals("user.signed_in") && event.outcome().equals("denied");
  }

  @Test
  void listingTellsHowMany() throws Exception {
    var secret = visitor.secret();

    var answer = visitor.get("secrets", BOB);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains(secret.getString("id")).doesNotContain("s3same");
    var arrived = visitor.await("secret.listed", "user bob", "vault main -");
    assertEvent(arrived, "user bob", "success", 200);
    assertThat(arrived.targets()).containsExactly("vault main -");
    assertThat(arrived.metadata().getInt("count")).isPositive();
  }

  @Test
  void creatingTellsTheNewId() throws Exception {
    var name = name();

    var answer = visitor.post("secrets", BOB, input(name, "s3same", 3600));

    assertThat(answer.status()).isEqualTo(201);
    var arrived = visitor.await("secret.created", "user bob", answer.json());
    assertEvent(arrived, "user bob", "success", 201);
    assertThat(arrived.targets())
        .containsExactly("secret " + answer.json().getString("id") + " " + name);
    assertThat(arrived.metadata().getInt("lifetime")).isEqualTo(3600);
    assertThat(arrived.raw()).doesNotContain("s3same");
  }

  @Test
  void unusableInputIsAFailure() throws Exception {
    assertThat(visitor.post("secrets", BOB, input("", "s3same", null)).status()).isEqualTo(400);

    var arrived =
        visitor.await(e -> e.action().equals("secret.created") && !e.outcome().equals("success"));
    assertEvent(arrived, "user bob", "failure", 400);
    assertThat(arrived.raw()).doesNotContain("s3same");
  }

  @Test
  void unreadableInputIsTheClientsFault() throws Exception {
    for (var body : List.of("{broken", "[]", "{\"extra\":{\"nested\":1}}")) {
      assertThat(visitor.post("sessions", BOB, body).status()).as(body).isEqualTo(400);
    }

    Predicate<Arrived> failed =
        e -> e.action().equals("user.signed_in") && e.outcome().equals("failure");
    await().until(() -> visitor.arrived(failed).size(), Integer.valueOf(3)::equals);
    assertThat(visitor.arrived(failed))
        .allSatisfy(e -> assertThat(e.metadata().getInt("http_status")).isEqualTo(400));
  }

  @Test
  void readingNeverTellsTheValue() throws Exception {
    var secret = visitor.secret();

    var answer = visitor.get("secrets/" + secret.getString("id") + "/value", BOB);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("value")).isEqualTo("s3same");
    var arrived = visitor.await("secret.read", "user bob", secret);
    assertEvent(arrived, "user bob", "success", 200);
    assertThat(arrived.targets()).containsExactly(target(secret));
    assertThat(arrived.metadata().getString("http_route")).isEqualTo("/secrets/{id}/value");
    assertThat(arrived.raw()).doesNotContain("s3same");
  }

  @Test
  void whatThePageShowsHoldsNoSecret() throws Exception {
    var before = visitor.arrived(VaultIT::isRefusedSignIn).size();
    visitor.post("sessions", "alice:hunter2", extra(name()));
    await().until(() -> visitor.arrived(VaultIT::isRefusedSignIn).size() > before);
    var secret = visitor.secret();
    visitor.get("secrets/" + secret.getString("id") + "/value", BOB);
    visitor.await("secret.read", "user bob", secret);

    assertThat(visitor.get("trail", NOBODY).body())
        .contains(secret.getString("id"))
        .doesNotContain("s3same", "hunter2", "wonderland", "builder", "sk_");
  }

  @Test
  void readingWhatIsNotThereIsAFailure() throws Exception {
    var missing = name().replace(' ', '-');

    assertThat(visitor.get("secrets/" + missing + "/value", ALICE).status()).isEqualTo(404);

    var arrived = visitor.await(e -> e.targets().contains("secret " + missing + " -"));
    assertThat(arrived.action()).isEqualTo("secret.read");
    assertEvent(arrived, "user alice", "failure", 404);
  }

  @Test
  void adminMayUpdate() throws Exception {
    var secret = visitor.secret();
    var name = name();

    var answer = update(secret, ALICE, name);

    assertThat(answer.status()).isEqualTo(200);
    var arrived = visitor.await("secret.updated", "user alice", secret);
    assertEvent(arrived, "user alice", "success", 200);
    assertThat(arrived.targets()).containsExactly("secret " + secret.getString("id") + " " + name);
    assertThat(arrived.metadata().getInt("revision")).isEqualTo(2);
  }

  @Test
  void userMayNotUpdate() throws Exception {
    var secret = visitor.secret();

    assertThat(update(secret, BOB, name()).status()).isEqualTo(403);

    var arrived = visitor.await("secret.updated", "user bob", secret);
    assertEvent(arrived, "user bob", "denied", 403);
    assertThat(arrived.targets()).containsExactly("secret " + secret.getString("id") + " -");
  }

  @Test
  void adminMayDeleteAndTheNameIsKept() throws Exception {
    var secret = visitor.secret();

    assertThat(delete(secret, ALICE).status()).isEqualTo(204);

    var arrived = visitor.await("secret.deleted", "user alice", secret);
    assertEvent(arrived, "user alice", "success", 204);
    assertThat(arrived.metadata().getString("name")).isEqualTo(secret.getString("name"));
  }

  @Test
  void othersMayNotDelete() throws Exception {
    var secret = visitor.secret();

    assertThat(delete(secret, BOB).status()).isEqualTo(403);
    assertThat(delete(secret, NOBODY).status()).isEqualTo(401);

    assertEvent(visitor.await("secret.deleted", "user bob", secret), "user bob", "denied", 403);
    var nobody = visitor.await("secret.deleted", "anonymous anonymous", secret);
    assertEvent(nobody, "anonymous anonymous", "denied", 401);
    assertThat(visitor.get("secrets", ALICE).body()).contains(secret.getString("id"));
  }

  @Test
  void rotationIsRecordedWhenItIsDone() throws Exception {
    var secret = visitor.secret();

    var answer = visitor.post("secrets/" + secret.getString("id") + "/rotation", BOB, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getInt("version")).isEqualTo(2);
    var arrived = visitor.await("secret.rotated", "user bob", secret);
    assertEvent(arrived, "user bob", "success", 200);
    assertThat(arrived.targets()).containsExactly(target(secret));
  }

  @Test
  void rotationThatFailsLaterIsAFailure() throws Exception {
    var missing = name().replace(' ', '-');

    assertThat(visitor.post("secrets/" + missing + "/rotation", BOB, null).status()).isEqualTo(404);

    var arrived = visitor.await(e -> e.targets().contains("secret " + missing + " -"));
    assertThat(arrived.action()).isEqualTo("secret.rotated");
    assertEvent(arrived, "user bob", "failure", 404);
  }

  @Test
  void expiredSecretIsRemovedByTheSystem() throws Exception {
    var secret = visitor.post("secrets", ALICE, input(name(), "s3same", 1)).json();

    var arrived = visitor.await("secret.expired", "system vault", secret);

    assertThat(arrived.targets()).containsExactly(target(secret));
    assertThat(arrived.location()).isEqualTo("internal");
    assertThat(arrived.metadata().getString("expired_at")).isEqualTo(secret.getString("expires"));
    assertThat(visitor.get("secrets", ALICE).body()).doesNotContain(secret.getString("id"));
  }

  @Test
  void onlyAnAdminCleansUp() throws Exception {
    assertThat(visitor.post("clean-ups", BOB, null).status()).isEqualTo(403);
    assertThat(visitor.post("clean-ups", ALICE, null).status()).isEqualTo(200);

    var cleaned = "vault.cleaned_up";
    var bob = visitor.await(e -> e.action().equals(cleaned) && e.actor().equals("user bob"));
    assertEvent(bob, "user bob", "denied", 403);
    var alice = visitor.await(e -> e.action().equals(cleaned) && e.actor().equals("user alice"));
    assertEvent(alice, "user alice", "success", 200);
    assertThat(alice.metadata().getInt("removed")).isNotNegative();
  }

  private static void assertEvent(Arrived arrived, String actor, String outcome, int status) {
    assertThat(arrived.actor()).isEqualTo(actor);
    assertThat(arrived.outcome()).isEqualTo(outcome);
    assertThat(arrived.metadata().getInt("http_status")).isEqualTo(status);
    assertThat(arrived.location()).isEqualTo(Visitor.CLIENT_ADDRESS);
    assertThat(arrived.metadata().getString("event_id")).isEqualTo(arrived.key());
  }

  private Visitor.Answer update(JsonObject secret, String who, String name) throws Exception {
    var path = "secrets/" + secret.getString("id");
    return visitor.send("PUT", path, who, input(name, "changed", null));
  }

  private Visitor.Answer delete(JsonObject secret, String who) throws Exception {
    return visitor.send("DELETE", "secrets/" + secret.getString("id"), who, null);
  }

  private static String target(JsonObject secret) {
    return "secret " + secret.getString("id") + " " + secret.getString("name");
  }

  private static String extra(String extra) {
    return Json.createObjectBuilder().add("extra", extra).build().toString();
  }
}
