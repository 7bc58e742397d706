// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Hands requests on to sub-resources. */
@RequestScoped
@Path("shops/{shop}")
public class SubResourceResource {
  @Inject Shelf shelf;
  @Inject Drawer drawer;

  @Path("shelf")
  public Shelf shelf() {
    return shelf;
  }

  @Path("drawer")
  public Drawer drawer() {
    return drawer;
  }

  @Path("made")
  public Made made() {
    return new Made();
  }

  @Path("audited")
  @AuditLogged("shop.entered")
  public Shelf audited(@PathParam("shop") @AuditTarget(type = "shop") String shop) {
    return shelf;
  }

  /** What can be read. */
  public abstract static class Place {
    @GET
    @Path("{id}")
    @AuditLogged(
        value = "thing.read",
        metadata = @AuditMetadata(name = "result", value = "${result}"))
    public String read(
        @PathParam("shop") @AuditTarget(type = "shop") String shop,
        @PathParam("id") @AuditTarget(type = "thing") String id) {
      return id + " of " + shop;
    }
  }

  /** A bean behind a proxy. */
  @RequestScoped
  public static class Shelf extends Place {}

  /** A bean without one. */
  @Dependent
  public static class Drawer extends Place {}

  /** An object that is made with new. */
  public static class Made extends Place {}
}
