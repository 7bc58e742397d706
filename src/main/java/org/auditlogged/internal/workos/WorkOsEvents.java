// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * WorkOS's endpoint for events. Configured by {@code workos/mp-rest/…}. For any thread, with the
 * application's class loader as the thread's.
 */
@RegisterRestClient(configKey = "workos")
@Path("/audit_logs/events")
public interface WorkOsEvents {

  /** Sends one event; the body is finished and is sent as it is. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Response create(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      @HeaderParam(HttpHeaders.USER_AGENT) String userAgent,
      byte[] body);
}
