// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.management.ObjectName;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators look at never shows the key, not even where WorkOS repeats it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class KeyIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final Path OUTBOX = Deployments.newFolder();
  private static final ServerLog LOG = new ServerLog();

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.application", "key it", "auditlogged.outbox.directory", OUTBOX.toString()),
        AuditedResource.class);
  }

  @AfterAll
  static void forget() {
    LOG.close();
  }

  @Test
  void theKeyIsInNothingThatAnOperatorSees() throws Exception {
    var client = new Client(url, WORKOS);
    var server = client.at(new URL(url, "/"));
    WORKOS.answer(
        400,
        "{\"message\":\"No such action for %s\",\"code\":\"invalid_audit_log_event\"}"
            .formatted(Deployments.KEY));
    client.get("things/7?as=ok");
    await().until(client::counts, "0 1 0"::equals);
    assertThat(run("parked", "list")).contains("No such action for sk_…");

    // and delivery is halted besides, with a waiting event
    WORKOS.key("sk_another").answer(401, "{\"message\":\"Not " + Deployments.KEY + "\"}");
    client.get("things/7?as=ok");
    await().until(() -> server.get("health/ready").body(), body -> body.contains("AUDIT-020"));

    var id = run("parked", "list").split(" ")[0];
    var seen =
        String.join(
            "\n",
            server.get("health").body(),
            server.get("metrics").body(),
            jmx(),
            run("status"),
            run("status", "--json"),
            run("waiting"),
            run("waiting", "--json"),
            run("parked", "list", "--json"),
            run("parked", "show", id),
            run("parked", "show", id, "--json"),
            run("parked", "discard", "--all", "--reason", "a test"),
            LOG.text());
    assertThat(seen)
        .contains("delivery is halted", "thing.read", "auditlogged_parked", "sk_…")
        .doesNotContain(Deployments.KEY);
  }

  private static String run(String... arguments) {
    var all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--outbox";
    all[arguments.length + 1] = OUTBOX.toString();
    return CommandLine.run(all).text();
  }

  /** Every attribute; nothing where the server is another process. */
  private static String jmx() throws Exception {
    if (!ServerLog.isInThisJvm()) {
      return "";
    }
    var name =
        new ObjectName(
            "org.auditlogged:type=AuditStatus,application=" + ObjectName.quote("key it"));
    var jmx = ManagementFactory.getPlatformMBeanServer();
    var text = new StringBuilder();
    for (var attribute : jmx.getMBeanInfo(name).getAttributes()) {
      var value = jmx.getAttribute(name, attribute.getName());
      text.append(value instanceof Object[] several ? Arrays.toString(several) : value).append(' ');
    }
    assertThat(text).contains("AUDIT-020", "action thing.read: refused since");
    return text.toString();
  }
}
