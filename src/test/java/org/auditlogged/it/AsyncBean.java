// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.concurrent.CompletableFuture;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/** Its methods run on threads of Jakarta Concurrency. */
@ApplicationScoped
@AuditLogged("async")
public class AsyncBean {
  @Resource TransactionSynchronizationRegistry transaction;
  @Inject AuditDraft draft;

  @Asynchronous
  @AuditLogged(value = "async.done", metadata = @AuditMetadata(name = "value", value = "${result}"))
  public CompletableFuture<String> done() {
    draft.metadata("said", "elsewhere");
    return Asynchronous.Result.complete("value");
  }

  @Asynchronous
  public CompletableFuture<String> failed() {
    var later = new CompletableFuture<String>();
    later.completeExceptionally(new IllegalStateException());
    return later;
  }

  @Asynchronous
  public CompletableFuture<String> thrown() {
    throw new IllegalStateException();
  }

  @Asynchronous
  @Transactional(TxType.REQUIRES_NEW)
  public CompletableFuture<String> undone() {
    transaction.setRollbackOnly();
    return Asynchronous.Result.complete("value");
  }

  @Asynchronous
  public void nothing() {
    draft.metadata("said", "elsewhere");
  }
}
