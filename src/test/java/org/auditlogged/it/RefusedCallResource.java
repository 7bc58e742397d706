// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Its methods are refused before they run. */
@RequestScoped
@Path("guarded/{id}")
public class RefusedCallResource {

  @DELETE
  @RolesAllowed("admin")
  @AuditLogged(
      value = "guarded.deleted",
      version = 4,
      metadata = @AuditMetadata(name = "why", value = "${request.queryParams.why}"))
  public String delete(@PathParam("id") @AuditTarget(type = "guarded") String id) {
    return "deleted";
  }

  @DELETE
  @Path("always")
  @DenyAll
  @AuditLogged("guarded.locked")
  public String locked(@PathParam("id") @AuditTarget(type = "guarded") String id) {
    return "never";
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @AuditLogged("guarded.changed")
  public String change(@PathParam("id") @AuditTarget(type = "guarded") String id, Change body) {
    return "changed";
  }

  @POST
  @Path("named")
  @Consumes(MediaType.TEXT_PLAIN)
  @AuditLogged("guarded.named")
  public String name(
      @PathParam("id") @AuditTarget(type = "guarded") String id, @NotBlank String name) {
    return "named";
  }

  @GET
  @AuditLogged(
      value = "guarded.read",
      organization = "${request.headers['X-Organization']}",
      targets = {
        @AuditTarget(type = "guarded", id = "${request.pathParams.id}", name = "${id}"),
        @AuditTarget(type = "body", id = "${result}")
      })
  public String read(
      @PathParam("id") String id,
      @QueryParam("page") @AuditMetadata(name = "page") int page,
      @HeaderParam("X-Reason") @AuditMetadata(name = "reason") String reason,
      @CookieParam("tab") @AuditMetadata(name = "tab") String tab) {
    return "value";
  }

  /** What the client sends. */
  public static class Change {
    private String name;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }
  }

  /** Refuses who has no token, as an application's own authentication does. */
  @Provider
  @Priority(Priorities.AUTHENTICATION)
  public static class Tokens implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if ("none".equals(request.getHeaderString("X-Token"))) {
        request.abortWith(Response.status(401).entity("no token").build());
      }
    }
  }

  /** Refuses before any other filter has run, ours included. */
  @Provider
  @Priority(Integer.MIN_VALUE)
  public static class First implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if ("first".equals(request.getHeaderString("X-Token"))) {
        request.abortWith(Response.status(403).entity("not you").build());
      }
    }
  }
}
