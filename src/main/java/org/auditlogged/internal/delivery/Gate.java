// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * Whether anything may be sent now. All state is one object behind one reference. Invariant: a
 * verdict moves the gate only from the very state that its sending started under, so eight sendings
 * that fail at once are one step of backoff, and a straggler of yesterday's outage neither closes
 * nor opens anything; what another node found out is a state like any other. For any thread.
 */
final class Gate {
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final AtomicReference<State> state = new AtomicReference<>(new Open());
  private final Backoff backoff;
  private final Outside outside;
  private final Log log;

  /** One state of the gate; told apart by identity, so each one entered is a new object. */
  sealed interface State {}

  /** Everything may be sent. */
  record Open() implements State {}

  /** Nothing can be sent at all; the destination is asked again at {@code until}. */
  record Blocked(Destination.Obstacle obstacle, long until) implements State {}

  /**
   * Nothing may be sent until then, and after that one probe.
   *
   * @param why an outage, a refused key or the rate limit
   * @param attempt how many failures in a row
   * @param until when the probe may go
   * @param text for people
   */
  record Closed(Message why, int attempt, long until, String text) implements State {}

  Gate(Backoff backoff, Outside outside, Log log) {
    this.backoff = backoff;
    this.outside = outside;
    this.log = log;
  }

  /** What a sending has to carry with it, so that its verdict can be told from a straggler's. */
  State state() {
    return state.get();
  }

  /** How long nothing may be sent; zero when something may. */
  Duration closedFor() {
    return closedFor(state.get());
  }

  Duration closedFor(State seen) {
    long until;
    if (seen instanceof Closed closed) {
      until = closed.until;
    } else if (seen instanceof Blocked blocked) {
      until = blocked.until;
    } else {
      return Duration.ZERO;
    }
    return Duration.ofNanos(Math.max(0, until - outside.nanos().getAsLong()));
  }

  /** Whether it takes more than patience until something is sent: a key that is there and good. */
  boolean isHalted() {
    var now = state.get();
    return now instanceof Blocked || now instanceof Closed closed && closed.why == Message.HALTED;
  }

  /** Why nothing is delivered now, for people. */
  Optional<String> text() {
    var now = state.get();
    if (now instanceof Closed closed) {
      return Optional.of(closed.text);
    }
    return now instanceof Blocked blocked ? Optional.of(blocked.obstacle.text()) : Optional.empty();
  }

  /** The other side answered about one event, so it can be reached and the key is good. */
  void open(State seen) {
    if (!(seen instanceof Open) && state.compareAndSet(seen, new Open())) {
      log.write(Message.RESUMED);
    }
  }

  void block(State seen, Destination.Obstacle obstacle) {
    boolean entered = !(seen instanceof Blocked blocked && blocked.obstacle.equals(obstacle));
    if (state.compareAndSet(seen, new Blocked(obstacle, from(ASK_AGAIN))) && entered) {
      log.write(obstacle.message(), obstacle.detail());
    }
  }

  /** Whether this is news, as {@link #throttle}. */
  boolean unavailable(State seen, String reason) {
    int attempt = attempt(seen) + 1;
    var pause = backoff.after(attempt);
    return close(seen, Message.UNREACHABLE, attempt, pause, reason, readable(pause));
  }

  /** Whether this is news, as {@link #throttle}. */
  boolean halt(State seen, String reason) {
    int attempt = attempt(seen) + 1;
    return close(seen, Message.HALTED, attempt, backoff.after(attempt), reason);
  }

  /**
   * Waits as long as was asked for, which is no failure; left to itself, backs off.
   *
   * @return whether this is news: several that were under way together are told once
   */
  boolean throttle(State seen, Duration asked) {
    boolean told = asked != null && asked.compareTo(Duration.ZERO) > 0;
    int attempt = attempt(seen) + (told ? 0 : 1);
    var pause = told ? asked : backoff.after(attempt);
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    return close(seen, Message.THROTTLED, attempt, pause, readable(pause));
  }

  /** What another node found out; told once for each reason. */
  void adopt(State next) {
    var was = state.getAndSet(next);
    if (next instanceof Closed closed) {
      if (!(was instanceof Closed before && before.why == closed.why)) {
        log.write(Message.HEARD, closed.text);
      }
    } else if (!(was instanceof Open)) {
      log.write(Message.RESUMED);
    }
  }

  /** How long the gate may stay closed at a time. */
  Duration longest(Message why) {
    return why == Message.THROTTLED ? LONGEST_PAUSE : backoff.longest();
  }

  private boolean close(State seen, Message why, int attempt, Duration pause, Object... arguments) {
    var closed = new Closed(why, attempt, from(pause), why.text(arguments));
    // a key that is refused again and again is told once
    boolean known = why == Message.HALTED && seen instanceof Closed was && was.why == why;
    boolean entered = state.compareAndSet(seen, closed);
    if (entered && !known) {
      log.write(why, arguments);
    }
    return entered;
  }

  private long from(Duration pause) {
    return outside.nanos().getAsLong() + pause.toNanos();
  }

  private static int attempt(State seen) {
    return seen instanceof Closed closed ? closed.attempt : 0;
  }

  private static Duration readable(Duration pause) {
    return pause.truncatedTo(ChronoUnit.MILLIS);
  }
}
