// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Tells of the end of JTA transactions, where the runtime has them. Looked up when the application
 * starts, and once more by the first call that asks: not every thread has names to look up. For any
 * thread.
 */
final class TransactionEnd {
  private final Supplier<Registry> lookup;
  private final AtomicBoolean isLookedUpAgain = new AtomicBoolean();
  private volatile Registry registry;

  TransactionEnd() {
    this(TransactionEnd::find);
  }

  TransactionEnd(Supplier<Registry> lookup) {
    this.lookup = lookup;
    this.registry = lookup.get();
  }

  /**
   * Calls back when the transaction of this thread has ended.
   *
   * @param ended is told whether it was committed; any thread
   * @return false when there is none to wait for, and nobody will be called
   */
  boolean await(Consumer<Boolean> ended) {
    if (registry == null && isLookedUpAgain.compareAndSet(false, true)) {
      registry = lookup.get();
    }
    var known = registry;
    return known != null && known.await(ended);
  }

  /** Apart, so that the API is linked only where it is there. */
  interface Registry {
    boolean await(Consumer<Boolean> ended);
  }

  private static Registry find() {
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

  record Jta(TransactionSynchronizationRegistry transactions) implements Registry {
    @Override
    public boolean await(Consumer<Boolean> ended) {
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
