// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Names its classes, so that the server does not look for any. */
@ApplicationPath("/explicit")
public class ExplicitApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(AuditedResource.class, AuditedResource.TakenMapper.class, Waiting.class);
  }
}
