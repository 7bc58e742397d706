// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.cdi.CurrentRequest;

/**
 * Tells of a request before the server looks for its method: a sub-resource locator is called while
 * it does, and may be audited. It never throws.
 */
@Provider
@PreMatching
@Dependent
@Priority(AuditFilter.OUTERMOST)
public class ComingRequest implements ContainerRequestFilter {
  private static final Log LOG = Log.of(ComingRequest.class);

  @Inject private Instance<CurrentRequest> requests;
  @Inject @Any private Instance<Object> beans;
  private RequestReader reader;

  @PostConstruct
  void start() {
    // read only where something is called before the method
    reader = new RequestReader(beans, () -> true);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      AskedMethod.remember(request);
      requests.get().come(() -> reader.read(request, null, Map.of()), new RequestCaller(request));
    } catch (Throwable e) {
      LOG.write(Message.CAPTURE_FAILED, e, "a request", e.getClass().getName());
    }
  }
}
