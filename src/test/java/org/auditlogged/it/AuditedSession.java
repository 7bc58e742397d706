// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditStatus;

/** A bean that the server may store and bring back, with everything that can be injected. */
@SessionScoped
public class AuditedSession implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject
  @SuppressWarnings("serial")
  AuditDraft draft;

  @Inject
  @SuppressWarnings("serial")
  AuditLog log;

  @Inject
  @SuppressWarnings("serial")
  AuditStatus status;

  @AuditLogged("session.used")
  public void use() {
    draft.metadata("waiting", status.waiting());
  }

  /** Fails later, and is no future that could be asked. */
  @AuditLogged("session.failed_later")
  public CompletionStage<String> failLater() {
    return CompletableFuture.<String>failedStage(
        new CompletionException(new IllegalStateException("later")));
  }
}
