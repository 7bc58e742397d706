// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import org.auditlogged.AuditLogged;

/** Audited itself, and asked by the resolver of callers: that must not go round in circles. */
@ApplicationScoped
public class AuditedLookup {
  @AuditLogged("user.looked_up")
  public String find(String id) {
    return id;
  }
}
