// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.auditlogged.AuditStatus;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Tells MicroProfile Metrics. Loaded only where there is such an API, and no bean: Quarkus makes
 * one of whatever observes an event, and then looks for the API. Gauges, because the numbers count
 * on after a restart, which a counter of its own does not. For the thread of the start.
 */
final class AuditMetrics {
  private static final String PREFIX = "auditlogged_";
  private static final Map<String, Function<AuditStatus, Number>> GAUGES = new LinkedHashMap<>();

  static {
    GAUGES.put("captured", AuditStatus::captured);
    GAUGES.put("delivered", AuditStatus::delivered);
    GAUGES.put("waiting", AuditStatus::waiting);
    GAUGES.put("parked", AuditStatus::parked);
    GAUGES.put("discarded", AuditStatus::discarded);
    GAUGES.put("lost", AuditStatus::lost);
    GAUGES.put("cut", AuditStatus::cut);
    GAUGES.put("possibly_twice", AuditStatus::possiblyTwice);
    GAUGES.put(
        "oldest_waiting_seconds",
        status -> status.oldestWaiting().map(Duration::toSeconds).orElse(0L));
    GAUGES.put("halted", status -> status.isHalted() ? 1 : 0);
  }

  private AuditMetrics() {}

  /** Shows them where there is an implementation, which an API is not yet. */
  static void show(Instance<Object> beans, Wiring wiring) {
    // the application's; there are two more, with a qualifier each
    var registries = beans.select(MetricRegistry.class, Default.Literal.INSTANCE);
    if (wiring.isOn() && registries.isResolvable()) {
      var registry = registries.get();
      GAUGES.forEach((name, value) -> show(registry, wiring, PREFIX + name, value));
    }
  }

  private static void show(
      MetricRegistry registry, Wiring wiring, String name, Function<AuditStatus, Number> value) {
    var tag = new Tag("application", wiring.settings().application());
    var metadata =
        Metadata.builder()
            .withName(name)
            .withDescription("AuditLogged: " + name.substring(PREFIX.length()).replace('_', ' '))
            .build();
    registry.gauge(metadata, () -> number(wiring, value), tag);
    wiring.ends().add(() -> registry.remove(new MetricID(name, tag)));
  }

  /** Not a number while the outbox cannot be read: one bad gauge must not spoil the others. */
  private static double number(Wiring wiring, Function<AuditStatus, Number> value) {
    try {
      return value.apply(wiring.status()).doubleValue();
    } catch (RuntimeException e) {
      return Double.NaN;
    }
  }
}
