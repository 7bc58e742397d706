// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Ends the stand-in with the application. */
@WebListener
public final class StandInEnd implements ServletContextListener {
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    StandInConfig.stop();
  }
}
