// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Answers after the method has returned. */
@RequestScoped
@Path("later")
@Produces(MediaType.TEXT_PLAIN)
public class LaterResource {

  @GET
  @Path("stage/{as}")
  @AuditLogged("stage.awaited")
  public CompletionStage<String> stage(@PathParam("as") @AuditTarget(type = "stage") String as) {
    var stage = new CompletableFuture<String>();
    new Thread(
            () -> {
              switch (as) {
                case "mapped" -> stage.completeExceptionally(new Taken());
                case "unmapped" -> stage.completeExceptionally(new IllegalStateException("secret"));
                default -> stage.complete("late");
              }
            })
        .start();
    return stage;
  }

  @GET
  @Path("suspended/{as}")
  @AuditLogged("response.resumed")
  public void suspended(
      @PathParam("as") @AuditTarget(type = "response") String as,
      @Suspended AsyncResponse response) {
    Runnable answer =
        as.equals("mapped") ? () -> response.resume(new Taken()) : () -> response.resume("resumed");
    new Thread(answer).start();
  }

  @GET
  @Path("streamed/{as}")
  @AuditLogged("stream.read")
  public StreamingOutput streamed(@PathParam("as") @AuditTarget(type = "stream") String as) {
    return out -> {
      out.write("first ".getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (as.equals("broken")) {
        throw new IOException("half way");
      }
      out.write("last".getBytes(StandardCharsets.UTF_8));
    };
  }
}
