// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Vetoed;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Without a scope: whether this is a bean is up to the server. */
@Path("not-a-bean/{id}")
public class NotABeanResource {
  @GET
  @AuditLogged(
      value = "thing.read",
      metadata = @AuditMetadata(name = "result", value = "${result}"))
  public String read(@PathParam("id") @AuditTarget(type = "thing") String id) {
    return "value of " + id;
  }

  /** CDI is told to leave it alone. */
  @Vetoed
  @Path("vetoed/{id}")
  public static class OfNobody {
    @GET
    @AuditLogged(
        value = "thing.seen",
        metadata = @AuditMetadata(name = "result", value = "${result}"))
    public String read(@PathParam("id") @AuditTarget(type = "thing") String id) {
      return "value of " + id;
    }

    @DELETE
    @AuditLogged("thing.deleted")
    public void delete(@PathParam("id") @AuditTarget(type = "thing") String id) {
      throw new IllegalStateException("a filter comes before this");
    }
  }

  /** An object that the application makes. */
  @Path("single/{id}")
  @Vetoed
  public static class Single {
    @GET
    @AuditLogged("thing.single")
    public String read(@PathParam("id") @AuditTarget(type = "thing") String id) {
      return "value of " + id;
    }
  }

  /** Makes its resources itself. */
  @ApplicationPath("/objects")
  public static class Objects extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return Set.of(Waiting.class);
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
      return Set.of(new Single());
    }
  }

  /** Refuses what is to be deleted. */
  @Provider
  @Priority(Priorities.AUTHENTICATION)
  public static class Gate implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getMethod().equals("DELETE")) {
        request.abortWith(Response.status(403).build());
      }
    }
  }
}
