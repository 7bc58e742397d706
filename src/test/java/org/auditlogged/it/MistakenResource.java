// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/** Without a scope, and wrong. */
@Path("mistaken")
public class MistakenResource {
  @GET
  @AuditLogged(value = "thing.mistaken", metadata = @AuditMetadata(name = "k", value = "${nobody}"))
  public String read() {
    return "read";
  }

  @DELETE
  @AuditLogged(" ")
  public String delete() {
    return "deleted";
  }

  /** Audited, were it a bean. */
  @Vetoed
  public static class Thing {
    @AuditLogged("thing.used")
    public void use() {}
  }

  /** Makes it without CDI. */
  @Dependent
  public static class Factory {
    @Produces
    @Dependent
    public Thing thing() {
      return new Thing();
    }
  }
}
