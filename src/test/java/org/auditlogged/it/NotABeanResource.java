// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
}
