// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** The endpoint, audited by AuditLogged. */
@ApplicationScoped
@Path("audited")
@Produces(MediaType.APPLICATION_JSON)
public class AuditedResource {
  @GET
  @Path("{name}")
  @AuditLogged("secret.read")
  public String read(@PathParam("name") @AuditTarget(type = "secret") String name) {
    return Secret.read(name);
  }

  @GET
  @Path("{name}/fetched")
  @AuditLogged("secret.read")
  public String fetch(@PathParam("name") @AuditTarget(type = "secret") String name) {
    return Secret.fetch(name);
  }
}
