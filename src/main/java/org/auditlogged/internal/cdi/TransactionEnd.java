// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Tells of the end of JTA transactions, where the runtime has them: by the name of their registry,
 * or as a bean. Looked up when the application starts, and once more by the first call that asks:
 * not every thread has names to look up. For any thread.
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

  /** Who waits for the end of a transaction; called by any thread, but by one after the other. */
  interface Listener {
    /**
     * It is about to be committed. Called in the transaction, at most once, and not at all on the
     * way to a rollback; what is thrown rolls it back.
     */
    void ending();

    /**
     * It has ended.
     *
     * @param committed false as well when nobody knows
     */
    void ended(boolean committed);
  }

  /**
   * Calls back when the transaction of this thread ends.
   *
   * @return false when there is none to wait for, and nobody will be called
   */
  boolean await(Listener listener) {
    if (registry == null && isLookedUpAgain.compareAndSet(false, true)) {
      registry = lookup.get();
    }
    var known = registry;
    return known != null && known.await(listener);
  }

  /** Whether this thread is in a transaction that may still be committed. */
  boolean isOpen() {
    var known = registry;
    return known != null && known.isOpen();
  }

  /** The transaction of this thread can only be rolled back from now on. */
  void undo(RuntimeException cause) {
    registry.undo(cause);
  }

  /** Apart, so that the API is linked only where it is there. */
  interface Registry {
    boolean await(Listener listener);

    boolean isOpen();

    /**
     * Never fails.
     *
     * @param cause is told what keeps it from being rolled back
     */
    void undo(RuntimeException cause);
  }

  private static Registry find() {
    try {
      Class.forName(
          "jakarta.transaction.TransactionSynchronizationRegistry",
          false,
          TransactionEnd.class.getClassLoader());
      var named = Jta.byName();
      return named == null
          ? Jta.of(CDI.current().select(TransactionSynchronizationRegistry.class))
          : named;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      // no transactions here: calls end when they return
      return null;
    }
  }

  record Jta(TransactionSynchronizationRegistry transactions) implements Registry {
    private static Jta byName() {
      try {
        var found = new InitialContext().lookup("java:comp/TransactionSynchronizationRegistry");
        return found instanceof TransactionSynchronizationRegistry named ? new Jta(named) : null;
      } catch (NamingException | RuntimeException e) {
        // a server without names, as Quarkus and Helidon are
        return null;
      }
    }

    static Jta of(Instance<TransactionSynchronizationRegistry> beans) {
      return beans.isResolvable() ? new Jta(beans.get()) : null;
    }

    @Override
    public boolean await(Listener listener) {
      int status = transactions.getTransactionStatus();
      if (status != Status.STATUS_ACTIVE && status != Status.STATUS_MARKED_ROLLBACK) {
        return false;
      }
      try {
        transactions.registerInterposedSynchronization(new Watch(this, listener));
        return true;
      } catch (IllegalStateException e) {
        // it is ending just now: too late to listen
        return false;
      }
    }

    @Override
    public boolean isOpen() {
      return transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    @Override
    public void undo(RuntimeException cause) {
      try {
        transactions.setRollbackOnly();
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private record Watch(Jta jta, Listener listener) implements Synchronization {
    @Override
    public void beforeCompletion() {
      if (!jta.isOpen()) {
        // there are servers that ask on the way to a rollback as well
        return;
      }
      try {
        listener.ending();
      } catch (RuntimeException e) {
        // said as well, for not every server takes an exception for it
        jta.undo(e);
        throw e;
      }
    }

    @Override
    public void afterCompletion(int status) {
      listener.ended(status == Status.STATUS_COMMITTED);
    }
  }
}
