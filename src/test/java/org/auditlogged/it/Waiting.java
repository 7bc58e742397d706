// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.auditlogged.AuditStatus;

/** How many events wait, are parked and are lost, for the tests to ask. */
@RequestScoped
@Path("waiting")
public class Waiting {
  @Inject AuditStatus status;

  @GET
  public String counts() {
    return status.waiting() + " " + status.parked() + " " + status.lost();
  }

  @GET
  @Path("obstacle")
  public String obstacle() {
    return status.obstacle().orElse("none");
  }

  /** What nobody holds any more is collected. */
  @GET
  @Path("collected")
  public void collect() {
    System.gc();
  }
}
