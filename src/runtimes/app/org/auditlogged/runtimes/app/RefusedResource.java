// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Calls that do not come to the method. */
@RequestScoped
@Path("doors/{id}")
@Produces(MediaType.TEXT_PLAIN)
public class RefusedResource {

  @GET
  @AuditLogged("door.opened")
  public String open(@PathParam("id") @AuditTarget(type = "door") String id) {
    return "open";
  }

  @GET
  @Path("valid")
  @AuditLogged("door.measured")
  public String valid(@PathParam("id") @AuditTarget(type = "door") @Size(max = 3) String id) {
    return "measured";
  }

  @GET
  @Path("role")
  @RolesAllowed("janitor")
  @AuditLogged("door.swept")
  public String role(@PathParam("id") @AuditTarget(type = "door") String id) {
    return "swept";
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @AuditLogged("door.painted")
  public String body(@PathParam("id") @AuditTarget(type = "door") String id, Paint paint) {
    return "painted " + paint.color;
  }

  /** What comes as JSON. */
  public static class Paint {
    public String color;
  }
}
