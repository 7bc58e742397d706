// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;

/** Annotated as a whole. */
@ApplicationScoped
@AuditLogged("archive")
public class Archive {

  public void putAway() {
    // put away
  }

  @AuditIgnored
  public void look() {
    // looked
  }
}
