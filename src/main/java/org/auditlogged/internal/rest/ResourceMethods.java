// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.cdi.RestResources;

/**
 * Hears of every resource method when the server starts to serve it, bean or not; of a
 * sub-resource's at its first call. Nothing is injected, because servers make such a feature
 * without CDI; it fails nothing. For the threads that deploy, and the request's.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public final class ResourceMethods implements DynamicFeature {
  private static final Log LOG = Log.of(ResourceMethods.class);

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    try {
      CDI.current().select(RestResources.class).get().add(resource.getResourceClass());
    } catch (Throwable e) {
      // also called for applications of the server's own, which have no CDI
      LOG.debug("resource " + resource.getResourceClass() + ": " + e.getClass().getName());
    }
  }
}
