// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells MicroProfile Health. Without a scope, so that no server takes it for a bean by itself: only
 * {@link ExtrasExtension} makes it one, where there is such an API.
 */
@Readiness
public class AuditReadiness implements HealthCheck {
  private static final Log LOG = Log.of(AuditReadiness.class);

  @Inject private Instance<Wiring> seen;
  @Inject private Instance<ExtrasExtension> extension;

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("auditlogged");
    try {
      return tell(response);
    } catch (RuntimeException e) {
      LOG.write(Message.NOT_SHOWN, e, "MicroProfile Health", e);
      return response.down().withData("problems", e.toString()).build();
    }
  }

  private HealthCheckResponse tell(HealthCheckResponseBuilder response) {
    var wiring = ExtrasExtension.wiring(seen, extension);
    var running = wiring.running();
    if (running.isOff()) {
      return response.up().withData("enabled", false).build();
    }
    var settings = wiring.settings();
    var now = Condition.of(wiring.status(), running.outbox()::check, settings.health());
    response.status(now.isWell()).withData("application", settings.application());
    now.data()
        .forEach(
            (key, value) -> {
              if (value instanceof Long number) {
                response.withData(key, number);
              } else {
                response.withData(key, value.toString());
              }
            });
    return response.build();
  }
}
