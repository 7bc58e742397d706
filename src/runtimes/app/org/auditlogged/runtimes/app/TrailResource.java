// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.auditlogged.AuditStatus;

/** How many events wait, are parked, lost and delivered; that it answers means: deployed. */
@RequestScoped
@Path("trail")
public class TrailResource {
  @Inject AuditStatus status;

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String counts() {
    return status.waiting() + " " + status.parked() + " " + status.lost();
  }
}
