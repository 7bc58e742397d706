// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import java.util.List;

/**
 * What {@link BindingExtension} does, where no portable extension runs: on Quarkus. One instance
 * per deployment, used by one thread.
 */
@SkipIfPortableExtensionPresent(BindingExtension.class)
public final class LiteBindingExtension implements BuildCompatibleExtension {

  /** Before any class is looked at. */
  @Discovery
  public void require(Messages messages) {
    RequiredApis.missing().ifPresent(messages::error);
  }

  /** Binds. */
  @Enhancement(types = Object.class, withSubtypes = true)
  public void bind(ClassConfig type) {
    for (var loaded : AuditedClasses.load(List.of(type.info().name()))) {
      var missing = Bindings.missing(loaded);
      for (var config : type.methods()) {
        var method = config.info();
        missing.forEach(
            (each, annotation) -> {
              if (each.getName().equals(method.name())
                  && each.getParameterCount() == method.parameters().size()
                  && each.getDeclaringClass().getName().equals(method.declaringClass().name())) {
                // an overload bound as well costs it a look-up, no more
                config.addAnnotation(annotation);
              }
            });
      }
    }
  }
}
