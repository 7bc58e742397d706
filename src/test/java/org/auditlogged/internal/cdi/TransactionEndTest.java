// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionEndTest {
  private final List<Object> told = new ArrayList<>();
  private final TransactionEnd.Listener listener = new Told();
  private final List<Synchronization> registered = new ArrayList<>();
  private int status = Status.STATUS_ACTIVE;
  private boolean isEnding;
  private boolean isRollbackOnly;
  private RuntimeException refusal;

  @ParameterizedTest
  @CsvSource({
    Status.STATUS_COMMITTED + ", true",
    Status.STATUS_ROLLEDBACK + ", false",
    Status.STATUS_UNKNOWN + ", false"
  })
  void tellsWhetherItWasCommitted(int end, boolean committed) {
    assertThat(new TransactionEnd(this::server).await(listener)).isTrue();
    registered.get(0).beforeCompletion();
    assertThat(told).containsExactly("ending");

    registered.get(0).afterCompletion(end);
    assertThat(told).containsExactly("ending", committed);
  }

  @Test
  void aRollbackDoesNotCallBackBeforeItsEnd() {
    new TransactionEnd(this::server).await(listener);
    status = Status.STATUS_MARKED_ROLLBACK;
    registered.get(0).beforeCompletion();
    assertThat(told).isEmpty();

    registered.get(0).afterCompletion(Status.STATUS_ROLLEDBACK);
    assertThat(told).containsExactly(false);
  }

  @Test
  void whoRefusesTheCommitRollsItBack() {
    refusal = new IllegalStateException("refused");
    new TransactionEnd(this::server).await(listener);
    assertThatThrownBy(registered.get(0)::beforeCompletion).isSameAs(refusal);
    assertThat(isRollbackOnly).isTrue();
  }

  @Test
  void whereARollbackCannotBeAskedForTheExceptionStillAsksForIt() {
    refusal = new IllegalStateException("refused");
    new TransactionEnd(this::server).await(listener);
    isEnding = true;
    assertThatThrownBy(registered.get(0)::beforeCompletion)
        .isSameAs(refusal)
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("it is ending"));
  }

  @Test
  void aServerWithoutNamesMayHaveABean() {
    var bean = new Only<>(this::registry);
    assertThat(new TransactionEnd(() -> TransactionEnd.Jta.of(bean)).await(listener)).isTrue();

    var nothing = Only.<TransactionSynchronizationRegistry>nothing();
    assertThat(new TransactionEnd(() -> TransactionEnd.Jta.of(nothing)).await(listener)).isFalse();
  }

  @Test
  void waitsForOneThatCanOnlyBeRolledBack() {
    status = Status.STATUS_MARKED_ROLLBACK;
    assertThat(new TransactionEnd(this::server).await(listener)).isTrue();
  }

  @Test
  void waitsForNoneAndForNoneThatIsEnding() {
    status = Status.STATUS_NO_TRANSACTION;
    assertThat(new TransactionEnd(this::server).await(listener)).isFalse();

    status = Status.STATUS_ACTIVE;
    isEnding = true;
    assertThat(new TransactionEnd(this::server).await(listener)).isFalse();
  }

  @Test
  void looksOnceMoreWhereTheStartHadNoNamesToLookUp() {
    Deque<TransactionEnd.Registry[]> answers = new ArrayDeque<>();
    answers.add(new TransactionEnd.Registry[] {null});
    answers.add(new TransactionEnd.Registry[] {server()});
    var transactions = new TransactionEnd(() -> answers.remove()[0]);

    assertThat(transactions.await(listener)).isTrue();
    assertThat(transactions.await(listener)).isTrue();
  }

  @Test
  void doesNotLookForEverWhereThereIsNone() {
    Deque<TransactionEnd.Registry[]> answers = new ArrayDeque<>();
    answers.addAll(Arrays.asList(new TransactionEnd.Registry[1], new TransactionEnd.Registry[1]));
    var transactions = new TransactionEnd(() -> answers.remove()[0]);

    assertThat(transactions.await(listener)).isFalse();
    assertThat(transactions.await(listener)).isFalse();
    assertThat(answers).isEmpty();
  }

  @Test
  void aServerWithoutNamesOrWithoutTheApiHasNone() throws Exception {
    assertThat(new Probe().call()).isFalse();
    try (var server = new HidingClassLoader("jakarta.transaction.")) {
      assertThat(server.call(Probe.class)).isFalse();
    }
  }

  /** Runs in a class loader of its own. */
  public static final class Probe implements Callable<Boolean> {
    @Override
    public Boolean call() {
      return new TransactionEnd().await(null);
    }
  }

  private final class Told implements TransactionEnd.Listener {
    @Override
    public void ending() {
      if (refusal != null) {
        throw refusal;
      }
      told.add("ending");
    }

    @Override
    public void ended(boolean committed) {
      told.add(committed);
    }
  }

  private TransactionEnd.Registry server() {
    return new TransactionEnd.Jta(registry());
  }

  private TransactionSynchronizationRegistry registry() {
    return (TransactionSynchronizationRegistry)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {TransactionSynchronizationRegistry.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getTransactionStatus")) {
                return status;
              }
              if (isEnding) {
                throw new IllegalStateException("it is ending");
              }
              if (method.getName().equals("setRollbackOnly")) {
                isRollbackOnly = true;
                return null;
              }
              registered.add((Synchronization) arguments[0]);
              return null;
            });
  }
}
