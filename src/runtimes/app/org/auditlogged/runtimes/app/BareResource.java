// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Has no scope: whether it is a bean is up to the server. */
@Path("bare")
public class BareResource {

  @GET
  @Path("{id}")
  @Produces(MediaType.TEXT_PLAIN)
  @AuditLogged("bare.read")
  public String read(@PathParam("id") @AuditTarget(type = "bare") String id) {
    return "bare " + id;
  }
}
