// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Every way in which a resource method can end. */
@RequestScoped
@Path("things/{id}")
public class AuditedResource {

  @GET
  @AuditLogged("thing.read")
  public String end(
      @PathParam("id") @AuditTarget(type = "thing") String id,
      @QueryParam("as") @AuditMetadata(name = "as") String as)
      throws Exception {
    switch (as) {
      case "mapped":
        throw new Taken();
      case "unmapped":
        throw new IllegalStateException("secret detail");
      case "checked":
        throw new java.io.IOException("disk");
      case "web":
        throw new WebApplicationException(Response.status(410).build());
      case "forbidden":
        throw new jakarta.ws.rs.ForbiddenException();
      default:
        return "value of " + id;
    }
  }

  @GET
  @Path("response")
  @AuditLogged(
      value = "thing.checked",
      metadata = @AuditMetadata(name = "answer", value = "${result}"))
  public Response response(@QueryParam("status") int status) {
    return Response.status(status).entity("entity " + status).build();
  }

  @GET
  @Path("plain")
  public String plain() {
    return "nobody's business";
  }

  /** Mapped to 409. */
  public static class Taken extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Maps. */
  @Provider
  public static class TakenMapper implements ExceptionMapper<Taken> {
    @Override
    public Response toResponse(Taken exception) {
      return Response.status(409).entity("taken").build();
    }
  }
}
