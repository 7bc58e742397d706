// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The endpoint, not audited. */
@ApplicationScoped
@Path("plain")
@Produces(MediaType.APPLICATION_JSON)
public class PlainResource {
  @GET
  @Path("{name}")
  public String read(@PathParam("name") String name) {
    return Secret.read(name);
  }

  @GET
  @Path("{name}/fetched")
  public String fetch(@PathParam("name") String name) {
    return Secret.fetch(name);
  }
}
