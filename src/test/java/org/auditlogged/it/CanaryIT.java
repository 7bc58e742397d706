// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CanaryIT {
  private static final String CANARY = "kanarie7";
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final Path OUTBOX = Deployments.newFolder();
  // held, or its level would go with it
  private static final Logger OURS = Logger.getLogger("org.auditlogged");
  private static final ServerLog LOG = new ServerLog();

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive application() {
    OURS.setLevel(Level.ALL);
    return Deployments.war(
        WORKOS, Map.of("auditlogged.outbox.directory", OUTBOX.toString()), CanaryResource.class);
  }

  @AfterAll
  static void forget() {
    OURS.setLevel(null);
    LOG.close();
  }

  @Test
  void noSecretIsPrintedKeptOrSentWhereverItStood() throws IOException {
    assumeTrue(ServerLog.isInThisJvm(), "the server's log is looked at");
    var client = new Client(url, WORKOS);
    WORKOS.down(true);

    var answer =
        client.call(
            "POST",
            "canary/" + CANARY + "?access_token=" + CANARY,
            "{\"user\":\"jon\",\"password\":\"" + CANARY + "\"}",
            "Content-Type",
            "application/json",
            "X-Bird-Token",
            CANARY,
            "X-Api-Key",
            CANARY,
            "Authorization",
            "Bearer " + CANARY,
            "Cookie",
            "session_id=" + CANARY,
            "Referer",
            "https://acme.example/?password=" + CANARY);
    assertThat(answer.statusCode()).isEqualTo(409);
    await().until(() -> client.get("waiting/obstacle").body(), text -> text.contains("AUDIT-022"));
    assertThat(stored())
        .contains("canary.flown")
        .doesNotContain(CANARY)
        .doesNotContain(Deployments.KEY);

    WORKOS.down(false);
    var event = client.event();
    var metadata = event.getJsonObject("metadata");
    for (var name : "a d e l m n password".split(" ")) {
      assertThat(metadata.getString(name)).as(name).isEqualTo("[redacted]");
    }
    assertThat(metadata.getString("f")).isEqualTo("Login(user=jon, password=[redacted])");
    assertThat(metadata.getString("g")).isEqualTo("failed for password=[redacted] of jon");
    assertThat(metadata.getString("j")).isEqualTo("https://acme.example/?password=[redacted]");
    assertThat(metadata.getString("p")).isEqualTo("jdbc:pg://jon:[redacted]@db/shop");
    assertThat(event.getJsonObject("actor").getString("id")).isEqualTo("Bearer [redacted]");
    assertThat(WORKOS.requests())
        .isNotEmpty()
        .extracting(sent -> new String(sent.body(), StandardCharsets.UTF_8))
        .noneMatch(body -> body.contains(CANARY) || body.contains(Deployments.KEY));
    assertThat(stored()).doesNotContain(CANARY).doesNotContain(Deployments.KEY);
    assertThat(LOG.text())
        .contains("AUDIT-060", "AUDIT-022", "AUDIT-068 always [redacted]")
        // each audit point, at DEBUG
        .contains("canary.flown " + CanaryResource.class.getName() + ".")
        .doesNotContain(CANARY)
        .doesNotContain(Deployments.KEY);
  }

  private static boolean isOfEvents(Path file) {
    return file.getFileName().toString().startsWith("outbox.db");
  }

  /** What is on the disk of events. */
  private static String stored() throws IOException {
    var text = new StringBuilder();
    try (var files = Files.walk(OUTBOX)) {
      for (var file : files.filter(CanaryIT::isOfEvents).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
