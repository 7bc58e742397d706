// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.auditlogged.AuditLogged;

/** Is asked for no more than headers. */
@RequestScoped
@Path("head")
public class HeadResource {
  @GET
  @AuditLogged("thing.read")
  public String read() {
    return "value";
  }

  @GET
  @Path("own")
  @AuditLogged("thing.read")
  public String readOwn() {
    return "value";
  }

  @HEAD
  @Path("own")
  @AuditLogged("thing.looked_at")
  public Response lookAt() {
    return Response.ok().header("X-Own", "head").build();
  }

  @OPTIONS
  @Path("own")
  @AuditLogged("thing.asked")
  public String ask() {
    return "options";
  }
}
