// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds the interceptor to the methods whose annotation CDI does not see, because it stands on an
 * interface or on what they override. Portable, because it leaves every other class as it is: a
 * build compatible one makes Weld replace each class of the application that it is shown.
 *
 * <p>Also does what {@link AuditExtension} does where no build compatible extension runs: on TomEE.
 * One instance per deployment; the container's threads.
 */
public class BindingExtension implements Extension {
  private final List<Class<?>> beans = new ArrayList<>();

  /** Before any class is looked at. */
  void require(@Observes BeforeBeanDiscovery event) {
    RequiredApis.missing()
        .ifPresent(
            text -> {
              throw new IllegalStateException(text);
            });
  }

  <T> void bind(@Observes ProcessAnnotatedType<T> event) {
    var missing = Bindings.missing(event.getAnnotatedType().getJavaClass());
    if (!missing.isEmpty()) {
      event
          .configureAnnotatedType()
          .filterMethods(m -> missing.containsKey(m.getJavaMember()))
          .forEach(m -> m.add(missing.get(m.getAnnotated().getJavaMember())));
    }
  }

  void collect(@Observes ProcessManagedBean<?> event) {
    beans.add(event.getAnnotatedBeanClass().getJavaClass());
  }

  void validate(@Observes AfterDeploymentValidation event, BeanManager container) {
    if (!container.getBeans(AuditedClasses.class).isEmpty()) {
      beans.clear();
      return;
    }
    beans.removeIf(bean -> !AuditExtension.isConcerned(bean));
    AuditExtension.problems(beans)
        .ifPresent(text -> event.addDeploymentProblem(new IllegalStateException(text)));
  }

  /** The beans that are audited; none where another extension has found them. */
  List<Class<?>> audited() {
    return List.copyOf(beans);
  }
}
