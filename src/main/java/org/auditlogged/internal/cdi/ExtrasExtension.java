// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes beans of the classes that need an API which not every server has, where it has it. They are
 * named, not referred to: elsewhere they could not even be loaded. What an extension adds does not
 * see our other beans on every server (not on Payara), so they are given the one that they need.
 * One instance per deployment; the container's threads.
 */
public class ExtrasExtension implements Extension {
  private static final Map<String, String> NEEDS =
      Map.of(
          "org.auditlogged.internal.cdi.AuditReadiness",
          "org.eclipse.microprofile.health.Readiness");

  private volatile Bean<Wiring> wiring;
  private volatile BeanManager manager;

  void add(@Observes BeforeBeanDiscovery event) {
    usable(ExtrasExtension.class.getClassLoader())
        .forEach(type -> event.addAnnotatedType(type, type.getName()));
  }

  void found(@Observes ProcessManagedBean<Wiring> event, BeanManager manager) {
    wiring = event.getBean();
    this.manager = manager;
  }

  /** Public, or a proxy would not pass it on, and look into its own empty fields. */
  public Wiring found() {
    return (Wiring)
        manager.getReference(wiring, Wiring.class, manager.createCreationalContext(wiring));
  }

  /** The parts, for a bean that may see them or may not. */
  static Wiring wiring(Instance<Wiring> seen, Instance<ExtrasExtension> extension) {
    return seen.isResolvable() ? seen.get() : extension.get().found();
  }

  /** Whether the server has an API. */
  static boolean has(String api, ClassLoader loader) {
    try {
      Class.forName(api, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Those that can be used where these classes are. */
  static List<Class<?>> usable(ClassLoader loader) {
    var usable = new ArrayList<Class<?>>();
    NEEDS.forEach(
        (bean, api) -> {
          try {
            Class.forName(api, false, loader);
            var type = Class.forName(bean, false, loader);
            // what a container will look at: whatever is missing for it is missing here
            type.getDeclaredConstructors();
            type.getDeclaredFields();
            type.getDeclaredMethods();
            usable.add(type);
          } catch (ClassNotFoundException | LinkageError e) {
            // a server without it
          }
        });
    return usable;
  }
}
