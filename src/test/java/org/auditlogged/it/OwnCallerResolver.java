// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.CallerResolver;

/** Reads who calls from a header of the application's own; fails when asked to. */
@ApplicationScoped
public class OwnCallerResolver implements CallerResolver {
  @Inject private AuditedLookup users;

  @Override
  public Caller resolve(CallContext call) {
    var id = call.header("X-Service").map(users::find).orElse(null);
    if ("broken".equals(id)) {
      throw new IllegalStateException("broken");
    }
    return id == null
        ? null
        : Caller.of("service", id).named("Service " + id).in("org_of_" + id).with("tier", 1);
  }
}
