// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Waits for the end of the caller's JTA transaction, where the runtime has transactions. For any
 * thread.
 */
final class TransactionEnd {
  private final Registry registry = Registry.find();

  /**
   * Calls back when the current transaction has ended.
   *
   * @param ended is told whether it was committed; any thread
   * @return false when there is no transaction to wait for, and nobody will be called
   */
  boolean atEnd(Consumer<Boolean> ended) {
    return registry != null && registry.register(ended);
  }

  /** Apart, so that the API is linked only where it is there. */
  private interface Registry {
    boolean register(Consumer<Boolean> ended);

    static Registry find() {
      try {
        Class.forName(
            "jakarta.transaction.TransactionSynchronizationRegistry",
            false,
            TransactionEnd.class.getClassLoader());
        return new Jta(
            (TransactionSynchronizationRegistry)
                new InitialContext().lookup("java:comp/TransactionSynchronizationRegistry"));
      } catch (ClassNotFoundException | NamingException | LinkageError | ClassCastException e) {
        // no transactions here: calls end when they return
        return null;
      }
    }
  }

  private record Jta(TransactionSynchronizationRegistry transactions) implements Registry {
    @Override
    public boolean register(Consumer<Boolean> ended) {
      int status = transactions.getTransactionStatus();
      if (status != Status.STATUS_ACTIVE && status != Status.STATUS_MARKED_ROLLBACK) {
        return false;
      }
      try {
        transactions.registerInterposedSynchronization(new Listener(ended));
        return true;
      } catch (IllegalStateException e) {
        // it is ending just now: too late to listen
        return false;
      }
    }
  }

  private record Listener(Consumer<Boolean> ended) implements Synchronization {
    @Override
    public void beforeCompletion() {
      // only the true end counts
    }

    @Override
    public void afterCompletion(int status) {
      ended.accept(status == Status.STATUS_COMMITTED);
    }
  }
}
