// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Its calls are refused before the server has chosen one of its methods. */
@RequestScoped
@Path("vaults/{vault}")
public class PreMatchingResource {
  @GET
  @Path("keys/{id: [0-9]+}")
  @Produces(MediaType.TEXT_PLAIN)
  @AuditLogged(
      value = "key.read",
      metadata = @AuditMetadata(name = "vault", value = "${request.pathParams.vault}"))
  public String read(@PathParam("id") @AuditTarget(type = "key") String id) {
    return "key " + id;
  }

  @GET
  @Path("keys/latest")
  @AuditLogged("key.latest")
  public String latest() {
    return "latest";
  }

  @POST
  @Path("keys")
  @Consumes(MediaType.APPLICATION_JSON)
  @AuditLogged("key.made")
  public String make(String key) {
    return "made";
  }

  @GET
  @Path("plain")
  public String plain() {
    return "plain";
  }

  /** Answers in the place of every method where it is asked to. */
  @Provider
  @PreMatching
  public static class Gate implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      var status = request.getHeaderString("X-Gate");
      if (status != null) {
        request.abortWith(Response.status(Integer.parseInt(status)).build());
      }
    }
  }
}
