// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import javax.management.ObjectName;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does with parked events, and sees in JMX. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ParkedIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final Path OUTBOX = Deployments.newFolder();
  private static final String REFUSAL =
      "{\"message\":\"Invalid Audit Log event.\",\"code\":\"invalid_audit_log_event\","
          + "\"errors\":[{\"instancePath\":\"/targets\"}]}";

  @ArquillianResource private URL url;
  private Client client;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.application",
            "parked it",
            "auditlogged.outbox.directory",
            OUTBOX.toString()),
        AuditedResource.class,
        ParkedResource.class);
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  private void park() {
    WORKOS.answer(400, REFUSAL);
    client.get("things/7?as=ok");
    await().until(client::counts, "0 1 0"::equals);
  }

  @Test
  void parkedEventsCanBeSentAgain() {
    park();
    assertThat(client.get("parked").body())
        .startsWith("thing.read action/400 400 Invalid Audit Log");
    assertThat(client.get("parked/bodies").body())
        .startsWith("1{")
        .contains("\"action\":\"thing.read\"");

    assertThat(client.post("parked/send?action=thing.written").body()).isEqualTo("0");
    assertThat(client.post("parked/send?action=thing.read").body()).isEqualTo("1");
    assertThat(client.event().getString("action")).isEqualTo("thing.read");
  }

  @Test
  void parkedEventsCanBeDiscarded() {
    park();
    assertThat(client.post("parked/discard?organization=org_other").body()).isEqualTo("0");
    assertThat(client.post("parked/discard?organization=" + Deployments.ORGANIZATION).body())
        .isEqualTo("1");
    assertThat(client.get("parked").body()).isEmpty();
    assertThat(client.events()).isEmpty();
  }

  @Test
  void theCommandLineSendsAgainWhatIsParkedWhileTheServerRuns() {
    park();
    var folder = OUTBOX.toString();
    var list = CommandLine.run("parked", "list", "--outbox", folder);
    assertThat(list.code()).as(list.text()).isZero();
    assertThat(list.text()).contains("thing.read", "action  400 Invalid Audit Log event");
    assertThat(CommandLine.run("status", "--json", "--outbox", folder).text())
        .contains("\"waiting\":0,\"parked\":1");
    var sent = CommandLine.run("parked", "send", "--action", "thing.read", "--outbox", folder);
    assertThat(sent.code()).as(sent.text()).isZero();

    await().until(client::counts, "0 0 0"::equals);
    assertThat(client.event().getString("action")).isEqualTo("thing.read");
  }

  @Test
  void jmxHasTheStatus() throws Exception {
    assumeTrue(ServerLog.isInThisJvm(), "JMX of another process");
    client.get("things/7?as=ok");
    client.event();

    var name =
        new ObjectName(
            "org.auditlogged:type=AuditStatus,application=" + ObjectName.quote("parked it"));
    var jmx = ManagementFactory.getPlatformMBeanServer();
    assertThat((long) jmx.getAttribute(name, "Captured")).isPositive();
    assertThat(jmx.getAttribute(name, "Waiting")).isEqualTo(0L);
    assertThat(jmx.getAttribute(name, "Halted")).isEqualTo(false);
  }
}
