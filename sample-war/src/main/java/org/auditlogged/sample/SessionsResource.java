// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Signing in. The credentials are those of HTTP Basic; the answer says whose they are. */
@Path("sessions")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.USER})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {
  @Inject private Team team;
  @Context private SecurityContext security;

  @POST
  @AuditLogged(
      value = "user.signed_in",
      version = 1,
      targets = {
        @AuditTarget(type = "user", id = "${result.userId}", name = "${result.name}"),
        @AuditTarget(
            type = "team",
            id = "${result.team}",
            metadata = @AuditMetadata(name = "owner", value = "${result.owner}"))
      },
      actorMetadata = @AuditMetadata(name = "role", value = "${result.role}"),
      metadata = @AuditMetadata(name = "extra", value = "${login.extra}"))
  public Session signIn(@NotNull @Valid Login login) {
    var member = team.member(security.getUserPrincipal().getName()).orElseThrow();
    return new Session(member.userId(), member.name(), member.role(), Team.ID, Team.OWNER);
  }
}
