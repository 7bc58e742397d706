// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.auditlogged.internal.Log;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final String application = "shop \"a,b\"=? " + UUID.randomUUID();
  private final Management unit = new Management();
  private final Management other = new Management();

  @AfterEach
  void withdraw() {
    unit.withdraw();
    other.withdraw();
  }

  private static ObjectName name(String application) throws Exception {
    return new ObjectName(
        "org.auditlogged:type=AuditStatus,application=" + ObjectName.quote(application));
  }

  private Object attribute(String attribute) throws Exception {
    return server.getAttribute(name(application), attribute);
  }

  @Test
  void showsEveryNumber() throws Exception {
    unit.publish(application, FixedStatus.of(1, Duration.ofSeconds(90), true, "no key"));

    assertThat(attribute("Captured")).isEqualTo(28L);
    assertThat(attribute("Delivered")).isEqualTo(2L);
    assertThat(attribute("Waiting")).isEqualTo(5L);
    assertThat(attribute("Parked")).isEqualTo(1L);
    assertThat(attribute("Discarded")).isEqualTo(9L);
    assertThat(attribute("Lost")).isEqualTo(11L);
    assertThat(attribute("Cut")).isEqualTo(13L);
    assertThat(attribute("PossiblyTwice")).isEqualTo(17L);
    assertThat(attribute("OldestWaitingSeconds")).isEqualTo(90L);
    assertThat(attribute("Halted")).isEqualTo(true);
    assertThat(attribute("Obstacle")).isEqualTo("no key");
    assertThat((String[]) attribute("KeptBack"))
        .containsExactly(
            "action a.b: refused since 1970-01-01T00:00:00Z, 3 held, 1 parked",
            "organization org_1: 2 held, 0 parked");
  }

  @Test
  void nothingIsWrongWithNothing() throws Exception {
    unit.publish(application, FixedStatus.of(0, null, false, null));

    assertThat(attribute("OldestWaitingSeconds")).isEqualTo(0L);
    assertThat(attribute("Obstacle")).isEqualTo("");
  }

  @Test
  void whereJmxRefusesEverythingElseGoesOnAndOneLineSaysSo() {
    var lines = new CapturedLog();
    var refused =
        new Management(
            () -> {
              throw new SecurityException("not by this application");
            },
            new Log(lines, Clock.systemUTC()));
    refused.publish(application, FixedStatus.of(0, null, false, null));
    refused.withdraw();

    assertThat(lines.lines())
        .containsExactly(
            "WARNING AUDIT-010 AuditStatus cannot be seen in JMX: java.lang.SecurityException:"
                + " not by this application; everything else goes on");
  }

  @Test
  void withoutJmxEverythingElseGoesOn() throws Exception {
    try (var loader = new HidingClassLoader("javax.management.", "java.lang.management.")) {
      assertThat(loader.call(WithoutJmx.class)).isEqualTo("started and stopped");
    }
  }

  /** What runs where there is no JMX. */
  public static final class WithoutJmx implements Callable<String> {
    @Override
    public String call() {
      var unit = new Management();
      unit.publish("shop", FixedStatus.of(0, null, false, null));
      unit.withdraw();
      return "started and stopped";
    }
  }

  @Test
  void isGoneOnceWithdrawn() throws Exception {
    unit.publish(application, FixedStatus.of(0, null, false, null));
    unit.withdraw();
    unit.withdraw();

    assertThat(server.isRegistered(name(application))).isFalse();
  }

  @Test
  void twoApplicationsStandSideBySide() throws Exception {
    unit.publish(application, FixedStatus.of(0, null, false, null));
    other.publish(application + "2", FixedStatus.of(0, null, false, null));
    unit.withdraw();

    assertThat(server.isRegistered(name(application + "2"))).isTrue();
  }

  @Test
  void oneOfTheSameNameIsRefusedAndTakesNothingAway() throws Exception {
    unit.publish(application, FixedStatus.of(0, null, false, "first"));
    other.publish(application, FixedStatus.of(0, null, false, "second"));
    other.withdraw();

    assertThat(attribute("Obstacle")).isEqualTo("first");
  }

  @Test
  void whatSomebodyElseHasWithdrawnDisturbsNobody() throws Exception {
    unit.publish(application, FixedStatus.of(0, null, false, null));
    server.unregisterMBean(name(application));
    unit.withdraw();

    assertThat(server.isRegistered(name(application))).isFalse();
  }
}
