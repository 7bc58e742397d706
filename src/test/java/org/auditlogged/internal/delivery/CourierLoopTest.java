// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CourierLoopTest {
  private final MemoryOutbox outbox = new MemoryOutbox(Clock.systemUTC());
  private final ScriptedDestination destination = new ScriptedDestination();
  private final Set<Thread> senders = ConcurrentHashMap.newKeySet();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ClassLoader application =
      new URLClassLoader(new URL[0], CourierLoopTest.class.getClassLoader());
  private CourierLoop unit = loop(Duration.ofSeconds(20));

  private CourierLoop loop(Duration grace) {
    var settings =
        new AuditConfig.Delivery(10_000, 4, Duration.ofMillis(20), Duration.ofMillis(200), grace);
    return new CourierLoop(outbox, destination, settings, Clock.systemUTC(), application);
  }

  @AfterEach
  void stop() {
    released.countDown();
    unit.close();
  }

  /** Answers once the latch is open, or when interrupted. */
  private void holdSendings() {
    destination.always(
        entry -> {
          senders.add(Thread.currentThread());
          try {
            released.await();
            return new Verdict.Delivered();
          } catch (InterruptedException e) {
            return new Verdict.Unavailable("interrupted");
          }
        });
  }

  @Test
  void backlogIsDeliveredAfterTheStart() {
    outbox.add(500);
    unit.start();
    await().until(() -> outbox.counts().waiting() == 0);
    assertThat(unit.delivered()).isEqualTo(500);
    assertThat(unit.obstacle()).isEmpty();
  }

  @Test
  void wokenLoopDelivers() {
    unit.start();
    await().until(() -> !outbox.claims().isEmpty());
    outbox.add(1);
    unit.wake();
    await().until(() -> unit.delivered() == 1);
  }

  @Test
  void whatIsToldOfIsSentLongBeforeTheNextLook() {
    unit.start();
    long started = System.nanoTime();
    for (int i = 1; i <= 20; i++) {
      int sent = i;
      outbox.add(1);
      if (unit.awaitsEvents()) {
        unit.wake();
      }
      await().pollInterval(Duration.ofMillis(1)).until(() -> unit.delivered() == sent);
    }
    // a look a second finds one each
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void oneWakeUpIsEnough() {
    assertThat(unit.awaitsEvents()).isTrue();
    unit.wake();
    assertThat(unit.awaitsEvents()).isFalse();
  }

  @Test
  void wakeUpsInVainWakeNobody() {
    holdSendings();
    outbox.add(10);
    unit.start();
    await().until(() -> destination.sent().size() == 4);
    await().until(() -> !unit.awaitsEvents());
    unit.wake();
    assertThat(unit.awaitsEvents()).isFalse();
  }

  @Test
  void lostWakeUpCostsNothingButASecond() {
    unit.start();
    await().until(() -> !outbox.claims().isEmpty());
    outbox.add(1);
    await().atMost(Duration.ofSeconds(20)).until(() -> unit.delivered() == 1);
  }

  @Test
  void stormOfWakeUpsClaimsNothingWhileAllSlotsAreTaken() {
    holdSendings();
    outbox.add(10);
    unit.start();
    await().until(() -> destination.sent().size() == 4);
    int claims = outbox.claims().size();
    for (int i = 0; i < 100_000; i++) {
      unit.wake();
    }
    assertThat(outbox.claims()).hasSize(claims);
  }

  @Test
  void threadsAreDaemonsWithTheApplicationsClassLoader() {
    holdSendings();
    outbox.add(1);
    unit.start();
    await().until(() -> !senders.isEmpty());
    assertThat(senders)
        .allSatisfy(
            thread -> {
              assertThat(thread.isDaemon()).isTrue();
              assertThat(thread.getContextClassLoader()).isSameAs(application);
              assertThat(thread.getName()).startsWith("auditlogged-sender-");
            });
  }

  @Test
  void loopOutlivesABrokenOutbox() {
    outbox.breakDown(true);
    outbox.add(3);
    unit.start();
    await().until(() -> unit.obstacle().isPresent());
    outbox.breakDown(false);
    await().until(() -> unit.delivered() == 3 && unit.obstacle().isEmpty());
  }

  @Test
  void loopOutlivesADestinationThatThrowsErrors() {
    outbox.add(1);
    destination.next(new Verdict.Unavailable("first"));
    var failures = new CountDownLatch(3);
    destination.always(
        entry -> {
          failures.countDown();
          if (failures.getCount() > 0) {
            throw new StackOverflowError();
          }
          return new Verdict.Delivered();
        });
    unit.start();
    await().until(() -> unit.delivered() == 1);
  }

  @Test
  void missingKeyThatComesLaterStartsDelivery() {
    destination.obstacle(new Destination.Obstacle(Message.NO_KEY, null));
    outbox.add(1);
    unit.start();
    await().until(() -> unit.obstacle().isPresent());
    destination.obstacle(null);
    await().until(() -> unit.delivered() == 1);
  }

  @Test
  void closeSettlesWhatIsUnderWayAndClaimsNothingMore() throws InterruptedException {
    holdSendings();
    outbox.add(10);
    unit.start();
    await().until(() -> destination.sent().size() == 4);
    var closing = new Thread(unit::close);
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    released.countDown();
    closing.join();
    assertThat(unit.delivered()).isEqualTo(4);
    assertThat(outbox.counts().waiting()).isEqualTo(6);
    await().until(() -> senders.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void closeLeavesWhatHangsToItsLease() {
    unit = loop(Duration.ofMillis(50));
    holdSendings();
    outbox.add(1);
    unit.start();
    await().until(() -> !senders.isEmpty());
    unit.close();
    assertThat(outbox.counts().waiting()).isEqualTo(1);
    assertThat(outbox.acks()).isEmpty();
    await().until(() -> senders.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void closeReturnsWhenTheThreadsHaveEndedThoughAClientHeedsNoInterrupt() {
    unit = loop(Duration.ofMillis(1));
    var interrupted = new CountDownLatch(1);
    destination.always(
        entry -> {
          senders.add(Thread.currentThread());
          while (interrupted.getCount() > 0) {
            // as a socket does it
            if (Thread.interrupted()) {
              interrupted.countDown();
            }
          }
          return new Verdict.Delivered();
        });
    outbox.add(1);
    unit.start();
    await().until(() -> !senders.isEmpty());
    unit.close();
    assertThat(senders).noneMatch(Thread::isAlive);
    assertThat(outbox.counts().waiting()).isEqualTo(1);
  }

  @Test
  void closeIsIdempotentAndNeedsNoStart() {
    unit.close();
    unit.close();
    unit.start();
    unit.close();
    assertThat(outbox.claims()).isEmpty();
  }

  @Test
  void interruptedCloserKeepsHisInterrupt() {
    holdSendings();
    outbox.add(1);
    unit.start();
    await().until(() -> !senders.isEmpty());
    Thread.currentThread().interrupt();
    unit.close();
    assertThat(Thread.interrupted()).isTrue();
  }
}
