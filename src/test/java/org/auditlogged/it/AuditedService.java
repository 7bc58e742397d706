// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** A service, audited as a whole. */
@ApplicationScoped
@AuditLogged("team")
public class AuditedService {
  @Inject AuditDraft draft;

  public String purgeOld(@AuditTarget(type = "team") String team) {
    draft
        .target("team", "team_1")
        .target("user", "user_2", "Jon Smith")
        .metadata("reason", "cleanup");
    return "purged " + team;
  }

  public void fail(@AuditTarget(type = "team") String team) {
    throw new IllegalArgumentException("no such team");
  }

  public Response refuse() {
    return Response.status(403).build();
  }

  public void discardedOne() {
    draft.discard();
  }

  @AuditIgnored
  public String notRecorded() {
    return "nothing";
  }

  /**
   * Masks, just before an event becomes final; audited itself by its class, which must not go round
   * in circles.
   */
  public void mask(@Observes AuditDraft draft) {
    draft.metadata().computeIfPresent("reason", (key, value) -> value + ", seen by the mask");
  }
}
