// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.CallerResolver;

/** One too many. */
@ApplicationScoped
public class AnotherCallerResolver implements CallerResolver {
  @Override
  public Caller resolve(CallContext call) {
    return Caller.of("user", "another");
  }
}
