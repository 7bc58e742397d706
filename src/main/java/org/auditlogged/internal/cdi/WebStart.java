// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * The start of a web application, which comes last: where the container of the beans starts before
 * the names of the application are there, {@link Wiring} waits for this. Known only to servers with
 * servlets. Stateless.
 */
@WebListener
public class WebStart implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    var wiring = CDI.current().select(Wiring.class);
    if (wiring.isResolvable()) {
      wiring.get().running();
    }
  }
}
