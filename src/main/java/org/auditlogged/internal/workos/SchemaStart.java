// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.Pause;
import org.auditlogged.internal.delivery.Backoff;
import org.auditlogged.internal.schema.Comparison.Same;
import org.auditlogged.internal.schema.Pins;
import org.auditlogged.internal.schema.Registered;
import org.auditlogged.internal.schema.Registrar;
import org.auditlogged.internal.schema.SchemaStore;
import org.auditlogged.workos.AuditLogsException;
import org.auditlogged.workos.AuditLogsException.Unavailable;

/**
 * Checks or registers the schemas of a starting application, on a thread of its own, so that a
 * start neither waits for WorkOS nor fails with it. Invariants: it tries until WorkOS has answered
 * once for all actions; delivery is let go exactly once, when that is done, when it turns out that
 * waiting helps nothing, or after {@link #LONGEST}: an event that comes before its schema would be
 * refused. {@link #start} and {@link #close} are for one thread.
 */
public final class SchemaStart implements AutoCloseable {
  /** How long delivery waits, give or take a request. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private final AuditConfig.Schema mode;
  private final Pins pins;
  private final Then then;
  private final Outside outside;
  private final Registrar registrar;
  // for the one thread: what WorkOS lacked when it was first asked
  private final TreeSet<String> lacking = new TreeSet<>();
  private boolean isDelivering;
  private Instant deliveryAt;
  private volatile boolean closing;
  private volatile Thread thread;

  /**
   * What follows.
   *
   * @param deliver lets delivery go
   * @param created is told of each action whose schema WorkOS lacked, and has now
   */
  public record Then(Runnable deliver, Consumer<String> created) {}

  /** Everything that is not the same twice. */
  record Outside(Clock clock, Pause pause, Random random, Backoff backoff, Log log) {}

  /**
   * @param mode {@code CHECK} or {@code REGISTER}
   * @param store WorkOS
   * @param pins what the code says, and what is pinned; learns
   * @param settings how retries are spread
   * @param then what follows
   */
  public SchemaStart(
      AuditConfig.Schema mode,
      SchemaStore store,
      Pins pins,
      AuditConfig.Delivery settings,
      Then then) {
    this(
        mode,
        store,
        pins,
        then,
        new Outside(
            Clock.systemUTC(),
            Pause.SLEEP,
            new Random(),
            new Backoff(
                settings.retryInitial(),
                settings.retryMaximum(),
                () -> ThreadLocalRandom.current().nextDouble()),
            Log.of(SchemaStart.class)));
  }

  SchemaStart(AuditConfig.Schema mode, SchemaStore store, Pins pins, Then then, Outside outside) {
    this.mode = mode;
    this.pins = pins;
    this.then = then;
    this.outside = outside;
    this.registrar = new Registrar(store, this::pause, outside.random);
  }

  /** Begins, with the class loader of the current thread. */
  public void start() {
    deliveryAt = outside.clock.instant().plus(LONGEST);
    if (mode == AuditConfig.Schema.CHECK) {
      deliver();
    }
    // without the deploying thread's inheritable values
    var beginning = new Thread(null, this::run, "auditlogged-schemas", 0, false);
    beginning.setDaemon(true);
    beginning.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread = beginning;
    beginning.start();
  }

  /** Ends what is under way as soon as it can be interrupted. Idempotent. */
  @Override
  public void close() {
    closing = true;
    var now = thread;
    if (now != null) {
      now.interrupt();
    }
  }

  /** All of it; the thread's. */
  void run() {
    boolean isDone = false;
    for (int attempt = 1; !isDone && !closing; attempt++) {
      isDone = attempt(attempt);
    }
    if (!closing) {
      deliver();
    }
  }

  private boolean attempt(int attempt) {
    try {
      round();
      return true;
    } catch (RuntimeException e) {
      if (closing) {
        return true;
      }
      if (!(e instanceof Unavailable)) {
        // a key that is wrong halts delivery, which tells it and goes on when the key is right
        deliver();
      }
      var wait = outside.backoff.after(attempt);
      outside.log.write(Message.SCHEMAS_LATER, e, verb(), reason(e), wait);
      return !waited(wait);
    }
  }

  private String verb() {
    return mode == AuditConfig.Schema.CHECK ? "compared" : "registered";
  }

  private static String reason(RuntimeException e) {
    return e instanceof AuditLogsException ? e.getMessage() : e.getClass().getName();
  }

  private void round() {
    var comparisons = registrar.compare(pins.catalogue(), pins.lock());
    for (var each : comparisons) {
      if (each instanceof Same same) {
        known(same.action(), same.version());
      } else {
        lacking.add(each.action());
      }
    }
    var differences = comparisons.stream().filter(it -> !it.isSame()).toList();
    if (mode == AuditConfig.Schema.CHECK) {
      outside.log.each(Message.SCHEMA_DIFFERS, differences.stream().map(it -> it.text()).toList());
    } else {
      var refused =
          registrar.register(pins.catalogue(), pins.lock(), comparisons, this::registered);
      outside.log.each(Message.SCHEMA_REFUSED, refused);
    }
    if (differences.isEmpty()) {
      outside.log.debug("WorkOS has the schemas of all " + comparisons.size() + " actions");
    }
  }

  private void registered(Registered registered) {
    var message = registered.isPlain() ? Message.SCHEMA_REGISTERED : Message.SCHEMA_ODD;
    outside.log.each(message, List.of(registered.text()));
    known(registered.schema().action(), registered.version());
  }

  private void known(String action, int version) {
    pins.learn(Map.of(pins.catalogue().schemas().get(action), version));
    if (lacking.contains(action)) {
      then.created.accept(action);
      // not before: should that fail, the next round does it
      lacking.remove(action);
    }
  }

  private void deliver() {
    if (!isDelivering) {
      isDelivering = true;
      then.deliver.run();
    }
  }

  private boolean waited(Duration time) {
    try {
      pause(time);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Whatever waits here, delivery does not wait for it for ever. */
  private void pause(Duration time) throws InterruptedException {
    var left = Duration.between(outside.clock.instant(), deliveryAt);
    if (!isDelivering && left.compareTo(time) < 0) {
      outside.pause.take(left.isNegative() ? Duration.ZERO : left);
      deliver();
      outside.pause.take(left.isNegative() ? time : time.minus(left));
    } else {
      outside.pause.take(time);
    }
  }
}
