// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/** Leaves the answer to another thread. */
@RequestScoped
@Path("suspended/{how}")
public class SuspendedResource {
  @Resource private ManagedExecutorService executor;

  @GET
  @AuditLogged(
      value = "answer.awaited",
      metadata = @AuditMetadata(name = "value", value = "${result}"))
  public void suspended(@PathParam("how") String how, @Suspended AsyncResponse response) {
    switch (how) {
      case "thrown":
        throw new BadRequestException();
      case "timed-out":
        response.setTimeout(50, TimeUnit.MILLISECONDS);
        return;
      case "handled":
        response.setTimeoutHandler(late -> late.resume("handled"));
        response.setTimeout(50, TimeUnit.MILLISECONDS);
        return;
      case "at-once":
        response.resume("at once");
        return;
      default:
        executor.execute(() -> answer(how, response));
    }
  }

  private static void answer(String how, AsyncResponse response) {
    switch (how) {
      case "failed":
        response.resume(new BadRequestException());
        return;
      case "failed-unmapped":
        response.resume(new IllegalStateException("unmapped"));
        return;
      case "cancelled":
        response.cancel();
        return;
      case "answered":
        response.resume(Response.status(201).entity("answered").build());
        return;
      default:
        response.resume("resumed");
        // nobody hears this
        response.resume("resumed again");
    }
  }
}
