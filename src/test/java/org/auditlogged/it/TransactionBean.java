// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/** A service, audited as a whole, in every kind of transaction. */
@ApplicationScoped
@AuditLogged("tx")
public class TransactionBean {
  @Resource TransactionSynchronizationRegistry transaction;
  @Resource ManagedExecutorService executor;
  @Inject TransactionBean self;

  public void plain() {}

  @Transactional
  public void required() {}

  @Transactional
  public void undone() {
    transaction.setRollbackOnly();
  }

  @Transactional
  public void unchecked() {
    throw new IllegalStateException();
  }

  @Transactional
  public void checked() throws IOException {
    throw new IOException();
  }

  @Transactional(rollbackOn = IOException.class)
  public void checkedUndone() throws IOException {
    throw new IOException();
  }

  @Transactional(TxType.REQUIRES_NEW)
  public void own() {}

  @Transactional(TxType.REQUIRES_NEW)
  public void ownUndone() {
    transaction.setRollbackOnly();
  }

  @Transactional(TxType.NOT_SUPPORTED)
  public void outside() {}

  @Transactional(TxType.NEVER)
  public void never() {}

  @Transactional(TxType.MANDATORY)
  public void mandatory() {}

  @Transactional
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "later", executor);
  }

  @Transactional
  public CompletionStage<String> failingStage() {
    return CompletableFuture.failedStage(new IllegalStateException());
  }

  @AuditLogged(
      value = "tx.ordered",
      metadata = {
        @AuditMetadata(name = "items", value = "${items.size()}"),
        @AuditMetadata(name = "result", value = "${result.size()}")
      })
  public List<String> ordered(List<String> items) {
    return items;
  }

  /** Two services in the transaction of a third, which is undone with them; a fourth in its own. */
  @Transactional
  public void outermost() {
    self.required();
    self.plain();
    self.own();
    transaction.setRollbackOnly();
  }

  @Transactional
  public void downTo(int depth) {
    if (depth > 0) {
      self.downTo(depth - 1);
    }
  }
}
