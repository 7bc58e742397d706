// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.stream.Collectors;
import org.auditlogged.AuditParked;

/** An operator's page, as an application might have one. */
@RequestScoped
@Path("parked")
public class ParkedResource {
  @Inject AuditParked parked;

  @GET
  public String list() {
    return parked
        .events()
        .map(e -> String.join(" ", e.action(), e.parkedBy() + "/" + e.status(), e.reason()))
        .collect(Collectors.joining("\n"));
  }

  @GET
  @Path("bodies")
  public String bodies() {
    return parked
        .events()
        .map(e -> parked.of(e.id()).events().count() + parked.body(e.id()).orElse("none"))
        .collect(Collectors.joining("\n"));
  }

  @POST
  @Path("send")
  public String send(@QueryParam("action") String action) {
    return String.valueOf(parked.ofAction(action).send());
  }

  @POST
  @Path("discard")
  public String discard(@QueryParam("organization") String organization) {
    return String.valueOf(parked.ofOrganization(organization).discard("not needed"));
  }
}
