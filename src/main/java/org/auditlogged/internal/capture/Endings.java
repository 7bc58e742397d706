// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditOutcome;

/** How calls end. Stateless. */
final class Endings {
  private Endings() {}

  /**
   * The outcome: 401 and 403 are denied, whatever was thrown; everything else that threw, has a
   * status of 400 or more or was rolled back failed. Without a response, an exception that carries
   * a status has that one.
   */
  static AuditOutcome outcome(Scope.Ending ending) {
    int status = ending.status();
    if (status == 0 && ending.exception() instanceof WebApplicationException e) {
      status = e.getResponse().getStatus();
    }
    if (status == 401 || status == 403) {
      return AuditOutcome.DENIED;
    }
    return ending.exception() != null || ending.isRolledBack() || status >= 400
        ? AuditOutcome.FAILURE
        : AuditOutcome.SUCCESS;
  }

  /**
   * Replaces a result that stands for another by that other: a finished stage, the entity of a
   * response.
   */
  static void settle(Draft draft) {
    var result = draft.result();
    if (result instanceof CompletionStage<?> stage) {
      result = valueOf(stage, draft);
    }
    if (result instanceof Response response) {
      if (draft.ending().status() == 0) {
        // no HTTP response speaks for it
        draft.answered(response.getStatus());
      }
      result = entityOf(response);
    }
    draft.completed(result, null);
  }

  /** Whether a result is there, and not only a stage that has not completed. Never fails. */
  static boolean isThere(Object result) {
    try {
      return !(result instanceof CompletionStage<?> stage) || stage.toCompletableFuture().isDone();
    } catch (RuntimeException e) {
      // a stage of somebody's own, which does not tell
      return false;
    }
  }

  private static Object valueOf(CompletionStage<?> stage, Draft draft) {
    CompletableFuture<?> future;
    try {
      future = stage.toCompletableFuture();
    } catch (RuntimeException e) {
      // a stage of somebody's own, which does not tell
      return null;
    }
    try {
      return future.getNow(null);
    } catch (CancellationException e) {
      draft.failed(e);
    } catch (CompletionException e) {
      draft.failed(cause(e));
    }
    return null;
  }

  /** What failed a stage, without what stages wrap it in. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static Object entityOf(Response response) {
    try {
      return response.hasEntity() ? response.getEntity() : null;
    } catch (IllegalStateException e) {
      // already closed by the application
      return null;
    }
  }
}
