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
    var wiring = wiring();
    if (wiring != null) {
      wiring.running();
    }
  }

  /** {@code null} where the beans come later than this, and then tell of their start themselves. */
  private static Wiring wiring() {
    try {
      var found = CDI.current().select(Wiring.class);
      return found.isResolvable() ? found.get() : null;
    } catch (IllegalStateException e) {
      return null;
    }
  }
}
