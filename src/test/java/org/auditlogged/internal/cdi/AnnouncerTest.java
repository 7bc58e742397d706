// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.AuditEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnnouncerTest {
  private final AuditEvent event = AuditEvent.action("secret.read").target("secret", "1").build();
  private final List<NotificationOptions> fired = new ArrayList<>();
  private final Set<ObserverMethod<?>> observers = new HashSet<>();
  private boolean isAwaited = true;
  private final Announcer announcer =
      new Announcer(
          stub(
              Event.class,
              (proxy, method, arguments) -> {
                fired.add(arguments.length == 1 ? null : (NotificationOptions) arguments[1]);
                return null;
              }),
          stub(BeanManager.class, (proxy, method, arguments) -> Set.copyOf(observers)),
          getClass().getClassLoader(),
          () -> isAwaited);

  @AfterEach
  void close() {
    announcer.close();
  }

  @SuppressWarnings("unchecked")
  private static <T> T stub(Class<?> type, InvocationHandler handler) {
    return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static ObserverMethod<?> observer(Class<?> bean, boolean isAsync) {
    return stub(
        ObserverMethod.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getBeanClass" -> bean;
              case "isAsync" -> isAsync;
              case "hashCode" -> System.identityHashCode(proxy);
              default -> proxy == arguments[0];
            });
  }

  @Test
  void whereTheApplicationHasObserversTheyAreCalledAsTheContainerCallsAny() {
    observers.add(observer(Wiring.class, true));
    observers.add(observer(AnnouncerTest.class, true));
    announcer.announce(event);

    assertThat(fired).containsExactly((NotificationOptions) null);
  }

  @Test
  void observersThatAreNotAsynchronousAreNone() {
    observers.add(observer(Wiring.class, true));
    observers.add(observer(AnnouncerTest.class, false));
    announcer.announce(event);

    assertThat(fired).doesNotContainNull().hasSize(1);
  }

  @Test
  void nothingIsFiredThatNobodyHasAUseFor() {
    isAwaited = false;
    announcer.announce(event);

    assertThat(fired).isEmpty();
  }

  @Test
  void whatTheApplicationObservesIsFiredInAnyCase() {
    isAwaited = false;
    observers.add(observer(AnnouncerTest.class, true));
    announcer.announce(event);

    assertThat(fired).hasSize(1);
  }

  @Test
  void leavesNoThread() throws Exception {
    announcer.announce(event);
    var ran = new CompletableFuture<Thread>();
    fired.get(0).getExecutor().execute(() -> ran.complete(Thread.currentThread()));
    var thread = ran.get();
    assertThat(thread.getContextClassLoader()).isSameAs(getClass().getClassLoader());
    announcer.close();

    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void ofManyThatWakeTheCourierAloneOneThatWaitsIsEnough() throws Exception {
    announcer.announce(event);
    var executor = fired.get(0).getExecutor();
    var begun = new CountDownLatch(1);
    var mayEnd = new CompletableFuture<Void>();
    var waiting = new AtomicInteger();
    executor.execute(
        () -> {
          begun.countDown();
          mayEnd.join();
        });
    begun.await();
    for (int i = 0; i < 1_000; i++) {
      executor.execute(waiting::incrementAndGet);
    }
    mayEnd.complete(null);
    var last = new CountDownLatch(1);
    while (last.getCount() > 0) {
      // itself one of many, as long as another waits
      executor.execute(last::countDown);
      Thread.onSpinWait();
    }

    assertThat(waiting).hasValue(1);
  }
}
