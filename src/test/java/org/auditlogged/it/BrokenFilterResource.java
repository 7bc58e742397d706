// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.inject.Vetoed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditLogged;

/** Answers later, where no interceptor sees it. */
@Vetoed
@Path("unseen")
public class BrokenFilterResource {
  @GET
  @Path("stage")
  @AuditLogged("unseen.staged")
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "staged");
  }

  @GET
  @Path("suspended")
  @AuditLogged("unseen.suspended")
  public void suspended(@Suspended AsyncResponse response) {
    CompletableFuture.runAsync(() -> response.resume("resumed"));
  }

  /** Audited by a route. */
  @GET
  @Path("routed")
  public CompletionStage<String> routed() {
    return stage();
  }
}
