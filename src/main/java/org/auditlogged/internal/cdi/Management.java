// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.auditlogged.AuditStatus;
import org.auditlogged.AuditStatus.KeptBack;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * Shows the status in JMX. Invariant: what was published is withdrawn, or the server would keep the
 * application's class loader for ever; another's is left alone. Nothing that JMX does or lacks
 * stops the start. For one thread at a time.
 */
final class Management {
  private final Supplier<Object> servers;
  private final Log log;
  private ObjectName name;

  Management() {
    // named nowhere here, or a server without JMX could not even make this
    this(() -> ManagementFactory.getPlatformMBeanServer(), Log.of(Management.class));
  }

  Management(Supplier<Object> servers, Log log) {
    this.servers = servers;
    this.log = log;
  }

  void publish(String application, AuditStatus status) {
    try {
      var wanted =
          new ObjectName(
              "org.auditlogged:type=AuditStatus,application=" + ObjectName.quote(application));
      ((MBeanServer) servers.get()).registerMBean(new Shown(status), wanted);
      name = wanted;
    } catch (Exception | LinkageError e) {
      log.write(Message.NOT_SHOWN, e, "JMX", e);
    }
  }

  void withdraw() {
    if (name == null) {
      return;
    }
    try {
      ((MBeanServer) servers.get()).unregisterMBean(name);
    } catch (Exception | LinkageError e) {
      // somebody else has done so
      log.debug("JMX: " + e);
    }
    name = null;
  }

  /** What JMX sees. */
  private record Shown(AuditStatus status) implements AuditStatusMXBean {
    @Override
    public long getCaptured() {
      return status.captured();
    }

    @Override
    public long getDelivered() {
      return status.delivered();
    }

    @Override
    public long getWaiting() {
      return status.waiting();
    }

    @Override
    public long getParked() {
      return status.parked();
    }

    @Override
    public long getDiscarded() {
      return status.discarded();
    }

    @Override
    public long getLost() {
      return status.lost();
    }

    @Override
    public long getCut() {
      return status.cut();
    }

    @Override
    public long getPossiblyTwice() {
      return status.possiblyTwice();
    }

    @Override
    public long getOldestWaitingSeconds() {
      return status.oldestWaiting().map(Duration::toSeconds).orElse(0L);
    }

    @Override
    public boolean isHalted() {
      return status.isHalted();
    }

    @Override
    public String getObstacle() {
      return status.obstacle().orElse("");
    }

    @Override
    public String[] getKeptBack() {
      return status.keptBack().stream().map(Shown::line).toArray(String[]::new);
    }

    private static String line(KeptBack kept) {
      return kept.by()
          + " "
          + kept.name()
          + (kept.since() == null ? ": " : ": refused since " + kept.since() + ", ")
          + kept.held()
          + " held, "
          + kept.parked()
          + " parked";
    }
  }
}
