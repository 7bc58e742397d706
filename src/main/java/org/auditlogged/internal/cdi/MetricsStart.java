// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * Shows the metrics once the application has started, where the server has MicroProfile Metrics.
 * Invariant: whatever fails in there, as of another version of that API, the start goes on. For the
 * thread of the start.
 */
@ApplicationScoped
public class MetricsStart {
  private static final Log LOG = Log.of(MetricsStart.class);
  private static final String API = "org.eclipse.microprofile.metrics.MetricRegistry";

  @Inject private Wiring wiring;
  @Inject @Any private Instance<Object> beans;

  void start(@Observes Startup started) {
    try {
      if (ExtrasExtension.has(API, MetricsStart.class.getClassLoader())) {
        // the only mention: elsewhere the class could not be loaded
        AuditMetrics.show(beans, wiring);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.write(Message.NOT_SHOWN, e, "MicroProfile Metrics", e);
    }
  }
}
