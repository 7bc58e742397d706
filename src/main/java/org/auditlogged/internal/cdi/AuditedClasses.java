// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of the application that have audited methods, as found when it was deployed.
 * Immutable.
 */
public class AuditedClasses {
  private final List<String> names;

  /** For client proxies. */
  protected AuditedClasses() {
    this(List.of());
  }

  AuditedClasses(List<String> names) {
    this.names = names;
  }

  List<Class<?>> load() {
    return load(names);
  }

  /** Those that can be loaded: what cannot be loaded cannot be called either. */
  static List<Class<?>> load(Iterable<String> names) {
    var classes = new ArrayList<Class<?>>();
    for (var name : names) {
      try {
        classes.add(Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
      } catch (ClassNotFoundException | LinkageError e) {
        // the container itself tells of a class that it cannot load
        continue;
      }
    }
    return classes;
  }

  /** Called by the container. */
  public static final class Creator implements SyntheticBeanCreator<AuditedClasses> {
    static final String NAMES = "names";

    @Override
    public AuditedClasses create(Instance<Object> lookup, Parameters parameters) {
      return new AuditedClasses(List.of(parameters.get(NAMES, String[].class)));
    }
  }
}
