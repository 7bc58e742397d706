// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.Finished;
import org.auditlogged.internal.capture.Recorder;

/**
 * Settles the calls that no response filter settles: at once when they throw, else when the method,
 * the stage that it returned and the transaction that it ran in have all ended. Invariant: one
 * event for each call, whatever becomes of its transaction; where that takes the event of a success
 * with it, another with the same id says so. For any thread.
 */
record CallEnds(Supplier<Recorder> recorder, Supplier<TransactionEnd> transaction) {

  /** The method is about to run, in a transaction or in none. */
  Try join(Draft draft) {
    draft.joined();
    var begun = new Try(draft);
    try {
      begun.waits = transaction.get().await(begun);
    } finally {
      if (!begun.waits) {
        draft.release();
      }
    }
    return begun;
  }

  /**
   * One run of the method, in a transaction or in none; there are more when it is tried again. For
   * any thread, one after the other.
   */
  final class Try implements TransactionEnd.Listener {
    private final Draft draft;
    private boolean waits;
    // not every server ends a transaction on one thread
    private volatile Finished inside;

    Try(Draft draft) {
      this.draft = draft;
    }

    /**
     * The method has returned. Its event is written now, and not only before the commit: on Payara
     * no connection is in the transaction of {@code @Transactional} any more by then.
     *
     * @throws AuditNotRecordedException when it could not be kept, and the transaction must not be
     *     committed
     */
    void returned(Object result) {
      draft.returnedInside(result);
      if (waits && transaction.get().isOpen()) {
        try {
          ending();
        } catch (AuditNotRecordedException e) {
          // for whoever catches it
          transaction.get().undo(e);
          throw e;
        }
      }
    }

    /** Another chance for what was not there yet when the method returned: a stage. */
    @Override
    public void ending() {
      if (inside == null) {
        inside = recorder.get().join(draft);
      }
    }

    @Override
    public void ended(boolean committed) {
      boolean isDue = draft.leftTransaction();
      if (!committed) {
        // what was inside is gone, and has the same id as what is made instead
        draft.rolledBack();
      } else if (inside != null) {
        recorder.get().committed(draft, inside);
      }
      boolean isLast = draft.release();
      if (isLast || isDue) {
        settleBeside(draft, null);
      }
    }
  }

  void failed(Draft draft, Throwable exception) {
    settleBeside(draft, exception);
  }

  /**
   * The method has returned.
   *
   * @throws AuditNotRecordedException when this was the end, the event could not be kept, and the
   *     caller is to know
   */
  void returned(Draft draft, Object result) {
    if (result instanceof CompletionStage<?> stage) {
      listen(draft, stage);
    } else if (isEnd(draft)) {
      settle(draft);
    }
  }

  /** The method is done. True when nothing else is waited for, and the draft has to be settled. */
  private boolean isEnd(Draft draft) {
    if (draft.isWaiting()) {
      recorder.get().readAhead(draft);
    }
    return draft.release();
  }

  private void listen(Draft draft, CompletionStage<?> stage) {
    draft.staged();
    try {
      stage.whenComplete(
          (value, failure) -> {
            draft.completed(value, failure);
            endBeside(draft);
          });
    } catch (RuntimeException e) {
      // a stage that nobody can listen to ends here: better early than never
      endBeside(draft);
    }
  }

  private void endBeside(Draft draft) {
    if (isEnd(draft)) {
      settleBeside(draft, null);
    }
  }

  /** Settles where the caller cannot be told, or has an exception of its own, which always wins. */
  private void settleBeside(Draft draft, Throwable own) {
    try {
      settle(draft);
    } catch (RuntimeException e) {
      if (own != null) {
        own.addSuppressed(e);
      }
    }
  }

  private void settle(Draft draft) {
    recorder.get().settle(draft);
  }
}
