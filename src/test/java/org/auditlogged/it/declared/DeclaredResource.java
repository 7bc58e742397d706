// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it.declared;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.List;
import org.auditlogged.AuditAction;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Parameters of many types. */
@RequestScoped
@Path("declared")
@AuditAction("declared.beside")
public class DeclaredResource {
  @POST
  @Path("{id}")
  @AuditLogged("declared.call")
  public String call(
      @PathParam("id") @AuditTarget(type = "thing") long id,
      @QueryParam("count") @AuditMetadata(name = "count") int count,
      @QueryParam("price") @AuditMetadata(name = "price") BigDecimal price,
      @QueryParam("urgent") @AuditMetadata(name = "urgent") Boolean urgent,
      @QueryParam("day") @AuditMetadata(name = "day") DayOfWeek day,
      @QueryParam("names") @AuditMetadata(name = "names") List<String> names) {
    return "called";
  }
}
