// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;

/**
 * Binds the interceptor to the methods whose annotation CDI does not see, because it stands on an
 * interface or on what they override. Portable, because it leaves every other class as it is: a
 * build compatible one makes Weld replace each class of the application that it is shown. One
 * instance per deployment; the container's threads.
 */
public class BindingExtension implements Extension {

  <T> void bind(@Observes ProcessAnnotatedType<T> event) {
    var missing = Bindings.missing(event.getAnnotatedType().getJavaClass());
    if (!missing.isEmpty()) {
      event
          .configureAnnotatedType()
          .filterMethods(m -> missing.containsKey(m.getJavaMember()))
          .forEach(m -> m.add(missing.get(m.getAnnotated().getJavaMember())));
    }
  }
}
