// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Every way in which a resource method can end. */
@RequestScoped
@Path("things/{id}")
@Produces(MediaType.TEXT_PLAIN)
public class EndingResource {

  @GET
  @AuditLogged(
      value = "thing.read",
      metadata = @AuditMetadata(name = "upper", value = "${as.toUpperCase()}"))
  public String end(
      @PathParam("id") @AuditTarget(type = "thing") String id,
      @QueryParam("as") @AuditMetadata(name = "as") String as)
      throws Exception {
    switch (as) {
      case "mapped":
        throw new Taken();
      case "unmapped":
        throw new IllegalStateException("secret detail");
      case "web":
        throw new WebApplicationException(Response.status(410).build());
      case "forbidden":
        throw new ForbiddenException();
      default:
        return "value of " + id;
    }
  }

  @GET
  @Path("response")
  @AuditLogged("thing.checked")
  public Response response(@QueryParam("status") int status) {
    return Response.status(status).entity("entity " + status).build();
  }

  @GET
  @Path("plain")
  public String plain() {
    return "nobody's business";
  }
}
