// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

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
  private final List<Boolean> ends = new ArrayList<>();
  private final List<Synchronization> registered = new ArrayList<>();
  private int status = Status.STATUS_ACTIVE;
  private boolean isEnding;

  @ParameterizedTest
  @CsvSource({
    Status.STATUS_COMMITTED + ", true",
    Status.STATUS_ROLLEDBACK + ", false",
    Status.STATUS_UNKNOWN + ", false"
  })
  void tellsWhetherItWasCommitted(int end, boolean committed) {
    assertThat(new TransactionEnd(this::server).await(ends::add)).isTrue();
    registered.get(0).beforeCompletion();
    assertThat(ends).isEmpty();

    registered.get(0).afterCompletion(end);
    assertThat(ends).containsExactly(committed);
  }

  @Test
  void waitsForOneThatCanOnlyBeRolledBack() {
    status = Status.STATUS_MARKED_ROLLBACK;
    assertThat(new TransactionEnd(this::server).await(ends::add)).isTrue();
  }

  @Test
  void waitsForNoneAndForNoneThatIsEnding() {
    status = Status.STATUS_NO_TRANSACTION;
    assertThat(new TransactionEnd(this::server).await(ends::add)).isFalse();

    status = Status.STATUS_ACTIVE;
    isEnding = true;
    assertThat(new TransactionEnd(this::server).await(ends::add)).isFalse();
  }

  @Test
  void looksOnceMoreWhereTheStartHadNoNamesToLookUp() {
    Deque<TransactionEnd.Registry[]> answers = new ArrayDeque<>();
    answers.add(new TransactionEnd.Registry[] {null});
    answers.add(new TransactionEnd.Registry[] {server()});
    var transactions = new TransactionEnd(() -> answers.remove()[0]);

    assertThat(transactions.await(ends::add)).isTrue();
    assertThat(transactions.await(ends::add)).isTrue();
  }

  @Test
  void doesNotLookForEverWhereThereIsNone() {
    Deque<TransactionEnd.Registry[]> answers = new ArrayDeque<>();
    answers.addAll(Arrays.asList(new TransactionEnd.Registry[1], new TransactionEnd.Registry[1]));
    var transactions = new TransactionEnd(() -> answers.remove()[0]);

    assertThat(transactions.await(ends::add)).isFalse();
    assertThat(transactions.await(ends::add)).isFalse();
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
      return new TransactionEnd().await(committed -> {});
    }
  }

  private TransactionEnd.Registry server() {
    return new TransactionEnd.Jta(
        (TransactionSynchronizationRegistry)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getTransactionStatus")) {
                    return status;
                  }
                  if (isEnding) {
                    throw new IllegalStateException();
                  }
                  registered.add((Synchronization) arguments[0]);
                  return null;
                }));
  }
}
