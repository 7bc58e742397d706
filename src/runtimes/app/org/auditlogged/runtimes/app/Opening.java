// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;

/** Calls a service while the application starts. */
@ApplicationScoped
public class Opening {
  @Inject Archive archive;

  void open(@Observes Startup started) {
    archive.putAway();
  }
}
