// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.sample.Visitor.BOB;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auditlogged.sample.Visitor.Arrived;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of events when WorkOS does not take them at once. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

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

  @AfterEach
  void workOsIsBack() throws Exception {
    visitor.workOs("UP");
    awaitNoneWaiting();
  }

  @Test
  void eventsWaitWhileWorkOsIsDownAndThenAllArriveOnce() throws Exception {
    var secret = visitor.secret();
    awaitNoneWaiting();
    visitor.workOs("DOWN");

    read(secret, 60);

    assertThat(visitor.trail().getInt("waiting")).isEqualTo(60);
    assertThat(visitor.arrived(e -> isRead(e, secret))).isEmpty();

    visitor.workOs("UP");
    awaitNoneWaiting();

    assertArrivedOnce(secret, 60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"behaviour\":\"NOPE\"}", "null"})
  void aWishThatIsNoneChangesNothing(String wish) throws Exception {
    visitor.workOs("SLOW");
    assertThat(visitor.send("PUT", "trail/workos", Visitor.NOBODY, wish).status()).isEqualTo(400);
    assertThat(visitor.trail().getString("behaviour")).isEqualTo("SLOW");
  }

  @Test
  void theWaitIsExplained() throws Exception {
    visitor.workOs("DOWN");
    visitor.secret();

    await().atMost(PATIENCE).until(() -> visitor.trail().containsKey("obstacle"));
    visitor.workOs("UP");
    await().atMost(PATIENCE).until(() -> !visitor.trail().containsKey("obstacle"));
  }

  @Test
  void nothingIsLostWhenWorkOsLimits() throws Exception {
    var secret = visitor.secret();
    visitor.workOs("LIMITED");

    read(secret, 10);
    awaitNoneWaiting();

    assertArrivedOnce(secret, 10);
  }

  @Test
  void nothingIsLostWhenWorkOsIsSlow() throws Exception {
    var secret = visitor.secret();
    visitor.workOs("SLOW");

    read(secret, 10);
    awaitNoneWaiting();

    assertArrivedOnce(secret, 10);
  }

  /** Reads from four threads, and expects each reading to succeed. */
  private void read(JsonObject secret, int times) throws Exception {
    var path = "secrets/" + secret.getString("id") + "/value";
    var threads = Executors.newFixedThreadPool(4);
    try {
      var readings = new ArrayList<Callable<Visitor.Answer>>();
      for (int i = 0; i < times; i++) {
        readings.add(() -> visitor.get(path, BOB));
      }
      for (Future<Visitor.Answer> answer : threads.invokeAll(readings)) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void assertArrivedOnce(JsonObject secret, int times) throws Exception {
    var events = visitor.arrived(e -> isRead(e, secret));
    assertThat(events).hasSize(times);
    assertThat(events).extracting(Arrived::key).doesNotHaveDuplicates();
    assertThat(visitor.trail().getInt("lost")).isZero();
    assertThat(visitor.trail().getInt("parked")).isZero();
  }

  private void awaitNoneWaiting() {
    await().atMost(PATIENCE).until(() -> visitor.trail().getInt("waiting") == 0);
  }

  private static boolean isRead(Arrived arrived, JsonObject secret) {
    return arrived.action().equals("secret.read")
        && arrived.targets().get(0).contains(secret.getString("id"));
  }
}
