// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** The event of the gateway page, said with annotations alone. */
@RequestScoped
@Path("sessions")
public class GatewayEventResource {

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
  public Session signIn(Login login) {
    var session = new Session();
    session.userId = "user_01";
    session.name = "Jon Smith";
    session.team = "team_01";
    session.owner = "user_02";
    session.role = "admin";
    return session;
  }

  /** What the client sends. */
  public static class Login {
    private String extra;

    public String getExtra() {
      return extra;
    }

    public void setExtra(String extra) {
      this.extra = extra;
    }
  }

  /** What it gets. */
  public static class Session {
    private String userId;
    private String name;
    private String team;
    private String owner;
    private String role;

    public String getUserId() {
      return userId;
    }

    public String getName() {
      return name;
    }

    public String getTeam() {
      return team;
    }

    public String getOwner() {
      return owner;
    }

    public String getRole() {
      return role;
    }
  }
}
