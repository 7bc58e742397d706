// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;

/**
 * Registers the filters where scanning does not: in an application whose {@code getClasses()} names
 * its resources. Found through {@code META-INF/services}, which REST clients honour too.
 */
@ConstrainedTo(RuntimeType.SERVER)
public final class AuditFeature implements Feature {
  private static final List<Class<?>> PROVIDERS =
      List.of(
          ComingRequest.class,
          AuditFilter.class,
          AnswerInterceptor.class,
          NotRecordedMapper.class,
          ResourceMethods.class);

  @Override
  public boolean configure(FeatureContext context) {
    var configuration = context.getConfiguration();
    if (configuration.getRuntimeType() != RuntimeType.SERVER) {
      return false;
    }
    for (var provider : PROVIDERS) {
      if (!configuration.isRegistered(provider)) {
        context.register(provider);
      }
    }
    return true;
  }
}
