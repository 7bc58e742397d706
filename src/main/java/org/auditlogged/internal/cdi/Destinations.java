// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.delivery.Destination;
import org.auditlogged.internal.workos.LogDestination;
import org.auditlogged.internal.workos.WorkOsDestination;
import org.auditlogged.internal.workos.WorkOsEvents;
import org.eclipse.microprofile.config.Config;

/** Where events go, as configured. */
final class Destinations {
  private Destinations() {}

  static Destination of(AuditConfig config, Instance<WorkOsEvents> clients, Config settings) {
    return config.destination() == AuditConfig.To.LOG
        ? new LogDestination()
        : new WorkOsDestination(
            RestClients.of(clients, WorkOsEvents.class),
            () -> settings.getOptionalValue("workos.api-key", String.class),
            config.application(),
            Clock.systemUTC());
  }
}
