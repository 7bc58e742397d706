// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/** Answers later, on another thread. */
@RequestScoped
@Path("later/{how}")
public class AsyncResource {
  @Resource private ManagedExecutorService executor;

  @GET
  @AuditLogged(
      value = "later.staged",
      metadata = @AuditMetadata(name = "value", value = "${result}"))
  public CompletionStage<String> stage(@PathParam("how") String how) {
    return CompletableFuture.supplyAsync(
        () -> {
          switch (how) {
            case "mapped":
              throw new jakarta.ws.rs.NotFoundException();
            case "unmapped":
              throw new IllegalStateException("unmapped");
            default:
              return "staged";
          }
        },
        executor);
  }
}
