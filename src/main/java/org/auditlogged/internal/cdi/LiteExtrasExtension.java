// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;

/**
 * What {@link ExtrasExtension} does, where no portable extension runs: on Quarkus. One instance per
 * deployment, used by one thread.
 */
@SkipIfPortableExtensionPresent(ExtrasExtension.class)
public final class LiteExtrasExtension implements BuildCompatibleExtension {

  /** Adds those that can be used. */
  @Discovery
  public void add(ScannedClasses classes) {
    ExtrasExtension.usable(LiteExtrasExtension.class.getClassLoader())
        .forEach(type -> classes.add(type.getName()));
  }
}
