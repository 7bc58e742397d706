// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.wrong;

import jakarta.enterprise.context.ApplicationScoped;
import org.auditlogged.AuditLogged;

/** Says nothing of what it does. */
@ApplicationScoped
public class Mistaken {
  @AuditLogged(" ")
  public void act() {
    // nothing
  }
}
