// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;

/** Does its work on other threads. */
@RequestScoped
@Path("propagated")
public class PropagatedResource {
  private static final CountDownLatch RELEASED = new CountDownLatch(1);
  private static volatile CompletableFuture<String> late;

  @Resource private ManagedExecutorService executor;
  @Inject private AuditDraft draft;
  @Inject private Indexer indexer;

  @POST
  @AuditLogged("document.stored")
  public CompletionStage<String> store() {
    return executor.supplyAsync(
        () -> {
          draft.metadata("said", "on another thread");
          indexer.index();
          return draft.metadata("after", true).action();
        });
  }

  /** Goes on after the call has ended. */
  @POST
  @Path("after")
  @AuditLogged("document.queued")
  public String after() {
    late =
        executor.supplyAsync(
            () -> {
              await();
              try {
                return draft.metadata("said", "too late").action();
              } catch (IllegalStateException e) {
                return e.getMessage();
              }
            });
    return "queued";
  }

  @POST
  @Path("late")
  public String late() {
    RELEASED.countDown();
    return late.join();
  }

  private static void await() {
    try {
      RELEASED.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @POST
  @Path("plain")
  public String plain() throws Exception {
    return executor
        .submit(
            () -> {
              try {
                return draft.action();
              } catch (IllegalStateException e) {
                return e.getMessage();
              }
            })
        .get();
  }

  /** Audited by itself. */
  @ApplicationScoped
  public static class Indexer {
    @Inject private AuditDraft draft;

    @AuditLogged("document.indexed")
    public void index() {
      draft.metadata("said", "in the indexer");
    }
  }
}
