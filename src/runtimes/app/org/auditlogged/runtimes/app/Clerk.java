// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** A service. */
@ApplicationScoped
public class Clerk {
  @Inject AuditDraft draft;

  @AuditLogged("letter.stamped")
  public String stamp(@AuditTarget(type = "letter") String letter) {
    if (letter.equals("lost")) {
      throw new IllegalArgumentException("lost");
    }
    draft.target("desk", "d-1", "The desk").metadata("ink", "blue");
    return letter;
  }

  @AuditLogged("letter.discarded")
  public void discard() {
    draft.discard();
  }
}
