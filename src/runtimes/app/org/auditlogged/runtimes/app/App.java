// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * Everything that is found, or by an environment variable what it lists itself. Its scope is for
 * Helidon, which looks for it among the beans.
 */
@Dependent
@ApplicationPath("api")
public class App extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return "true".equals(System.getenv("APP_LISTS_CLASSES"))
        ? Set.of(EndingResource.class, TrailResource.class, Taken.Mapper.class)
        : Set.of();
  }
}
