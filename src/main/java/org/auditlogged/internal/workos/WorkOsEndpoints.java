// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * WorkOS's endpoints beside that for events. Bodies go out and come back as they are: JSON-B writes
 * records differently from server to server. Configured by {@code workos/mp-rest/…}. For any
 * thread, with the application's class loader as the thread's.
 */
@RegisterRestClient(configKey = "workos")
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface WorkOsEndpoints {
  String AUTHORIZATION = HttpHeaders.AUTHORIZATION;
  String USER_AGENT = HttpHeaders.USER_AGENT;

  @GET
  @Path("audit_logs/actions")
  Response actions(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      @QueryParam("limit") int limit,
      @QueryParam("order") String order,
      @QueryParam("after") String after);

  @GET
  @Path("audit_logs/actions/{action}/schemas")
  Response schemas(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      @PathParam("action") String action,
      @QueryParam("limit") int limit,
      @QueryParam("order") String order,
      @QueryParam("after") String after);

  @POST
  @Path("audit_logs/actions/{action}/schemas")
  Response createSchema(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      @PathParam("action") String action,
      byte[] body);

  @POST
  @Path("audit_logs/exports")
  Response createExport(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      byte[] body);

  @GET
  @Path("audit_logs/exports/{id}")
  Response export(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      @PathParam("id") String id);

  @GET
  @Path("organizations/{id}/audit_logs_retention")
  Response retention(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      @PathParam("id") String organization);

  @PUT
  @Path("organizations/{id}/audit_logs_retention")
  Response setRetention(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      @PathParam("id") String organization,
      byte[] body);

  @POST
  @Path("portal/generate_link")
  Response portalLink(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(USER_AGENT) String userAgent,
      byte[] body);
}
