// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;

/** Does its work on other threads. */
@RequestScoped
@Path("propagated")
public class PropagatedResource {
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
