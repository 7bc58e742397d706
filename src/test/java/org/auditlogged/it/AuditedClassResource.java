// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditOutcome;
import org.auditlogged.AuditTarget;

/** Audited as a whole. */
@RequestScoped
@Path("vault")
@AuditLogged("vault")
public class AuditedClassResource implements AuditedClassContract {
  @GET
  @Path("{id}/value")
  public String readSecretValue(@PathParam("id") @AuditTarget(type = "secret") String id) {
    return "value of " + id;
  }

  @GET
  @Path("{id}/own")
  @AuditLogged("own.read")
  public String own(@PathParam("id") @AuditTarget(type = "secret") String id) {
    return "own of " + id;
  }

  @GET
  @Path("{id}/ignored")
  @AuditIgnored
  public String ignored(@PathParam("id") String id) {
    return "ignored " + id;
  }

  @Override
  public String contract(String id) {
    return "contract of " + id;
  }

  @Override
  @AuditLogged("nearer.read")
  public String nearer(String id) {
    return "nearer of " + id;
  }

  @Override
  @AuditIgnored
  public String quiet(String id) {
    return "quiet of " + id;
  }

  @GET
  @Path("{id}/denied/{status}")
  @AuditLogged(value = "vault.denied", on = AuditOutcome.DENIED)
  public Response onlyDenied(
      @PathParam("id") @AuditTarget(type = "secret") String id, @PathParam("status") int status) {
    return Response.status(status).entity("status of " + id).build();
  }
}
