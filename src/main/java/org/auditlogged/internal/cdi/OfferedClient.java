// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.auditlogged.internal.workos.WorkOsClient;
import org.auditlogged.internal.workos.WorkOsEndpoints;
import org.auditlogged.workos.AuditLogsClient;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The client for the rest of the Audit Logs API. Invariant: one REST client for the whole
 * application, made when somebody first needs it. For any thread.
 */
@ApplicationScoped
public class OfferedClient {
  @Inject @RestClient private Instance<WorkOsEndpoints> endpoints;
  @Inject private Wiring wiring;

  /** See {@link Auditing#exist}. */
  void exist() {}

  @Produces
  @ApplicationScoped
  AuditLogsClient client() {
    return of(endpoints, wiring.application());
  }

  /** On a thread of the server: not every one makes a REST client on another. */
  static AuditLogsClient of(Instance<WorkOsEndpoints> endpoints, String application) {
    var settings = ConfigProvider.getConfig();
    return WorkOsClient.rest(
        RestClients.of(endpoints, WorkOsEndpoints.class),
        () -> settings.getOptionalValue("workos.api-key", String.class),
        application);
  }
}
