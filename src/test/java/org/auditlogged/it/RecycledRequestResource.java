// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/**
 * Two kinds of calls that Payara may serve with one and the same request object, one after the
 * other.
 */
@RequestScoped
@Path("recycled")
public class RecycledRequestResource {
  @Resource private ManagedExecutorService executor;

  /**
   * Not audited; when its response filter runs, its request object may already be another call's.
   */
  @GET
  @Path("failing-later")
  public CompletionStage<String> failLater() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new IllegalStateException("unmapped");
        },
        executor);
  }

  /** Works for a while, so that calls of the other kind meet it. */
  @GET
  @Path("audited")
  @AuditLogged(
      value = "recycled.read",
      metadata = @AuditMetadata(name = "value", value = "${result}"))
  public String audited() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    return "value";
  }
}
