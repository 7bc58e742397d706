// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.OutboxException;
import org.auditlogged.internal.outbox.Refusal;

/**
 * One step at a time: settle what came back, claim what may be sent now, hand it to the senders.
 * Invariants: never more than {@code concurrency} sendings under way nor more than {@code rate}
 * started in a second; nothing is claimed that is not sent at once; while the gate is closed one
 * probe goes per backoff. Everything but the sending itself happens in {@link #runOnce} and {@link
 * #finish}, which are for one thread; what is asked of it, like {@link #obstacle}, is for any.
 */
final class Courier {
  /**
   * Longer than any sending: 5 s to connect and 30 s to read, which HttpURLConnection may do twice
   * by itself, and the rest for a busy machine. Shorter would send an entry again that is still
   * under way; longer would keep the entries of a killed process waiting.
   */
  static final Duration LEASE = Duration.ofMinutes(2);

  /** How long a wake-up that got lost can delay an event. */
  static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration BREATH = Duration.ofMillis(10);

  /** The part of the slots that is for entries which failed before; each may hang until its end. */
  private static final int AGAIN_SHARE = 4;

  private final Outbox outbox;
  private final Destination destination;
  private final int concurrency;
  private final Executor senders;
  private final Outside outside;
  private final Log log;
  private final Backoff backoff;
  private final RateLimit rate;
  private final Gate gate;
  private final Holds holds;
  private final Peers peers;
  private final Settlements settlements;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger againUnderWay = new AtomicInteger();
  private Gate.State probed;
  private boolean probesAgain;
  private int failures;
  private long resumeAt;
  private volatile String failure;

  /** Set before each look into the outbox; unset by a step without one, as another will look. */
  private volatile boolean awaitsEvents = true;

  Courier(
      Outbox outbox,
      Destination destination,
      AuditConfig.Delivery settings,
      Executor senders,
      Outside outside,
      Log log) {
    this.outbox = outbox;
    this.destination = destination;
    this.concurrency = settings.concurrency();
    this.senders = senders;
    this.outside = outside;
    this.log = log;
    this.backoff = new Backoff(settings.retryInitial(), settings.retryMaximum(), outside.chance());
    this.rate = new RateLimit(settings.rate(), outside.nanos());
    this.gate = new Gate(backoff.ofProbes(), outside, log);
    this.holds = new Holds(outbox, backoff, outside, log);
    var brakes = new Brakes(gate, rate, holds);
    this.peers = new Peers(outbox.account(), brakes, outside);
    this.settlements = new Settlements(outbox, brakes, backoff, outside, log);
  }

  /**
   * Does what can be done now; never throws and never waits, but for the outbox.
   *
   * @return how long until there is something to do, unless a sending ends or an event comes first
   */
  Duration runOnce() {
    var left = resumeAt - outside.nanos().getAsLong();
    if (failures > 0 && left > 0) {
      return Duration.ofNanos(left);
    }
    try {
      var next = step();
      failures = 0;
      failure = null;
      return next;
    } catch (Throwable t) {
      return failed(t);
    }
  }

  /**
   * Claims nothing more, settles what came back.
   *
   * @return whether nothing is under way any more
   */
  boolean finish() {
    boolean last = underWay.get() == 0;
    try {
      settlements.settle(true);
      peers.tell();
    } catch (RuntimeException e) {
      // not settled: due again when the lease runs out
      log.write(Message.COURIER_FAILED, e, reason(e), LEASE);
    }
    return last;
  }

  long delivered() {
    return settlements.delivered();
  }

  /** Whether an event that comes in now may be sent, and no look will find it by itself. */
  boolean awaitsEvents() {
    return awaitsEvents;
  }

  /** Whether delivery waits for an operator. */
  boolean isHalted() {
    return gate.isHalted();
  }

  /** Why nothing is delivered now, for people. */
  Optional<String> obstacle() {
    var text = failure;
    return text == null ? gate.text() : Optional.of(text);
  }

  private Duration step() {
    // asked before settling: whoever is not under way any more has left his verdict
    boolean isQuiet = underWay.get() == 0;
    settlements.settle(isQuiet);
    // a probe that left no verdict, for no thread could carry it, is not the last
    probed = isQuiet ? null : probed;
    peers.talk();
    awaitsEvents = false;
    var next = peers.untilNews(claimAndSend());
    var ack = settlements.untilAck();
    return ack.compareTo(next) < 0 ? ack : next;
  }

  private Duration claimAndSend() {
    var pass = gate.state();
    var closed = gate.closedFor(pass);
    if (!closed.isZero()) {
      return closed;
    }
    var obstacle = destination.obstacle();
    if (obstacle.isPresent()) {
      gate.block(pass, obstacle.get());
      return gate.closedFor();
    }
    if (pass instanceof Gate.Blocked) {
      peers.unblock(pass);
      return claimAndSend();
    }
    int room = room(pass);
    if (room == 0) {
      return IDLE;
    }
    room = Math.min(room, rate.available());
    return room == 0 ? rate.untilNext() : send(room, pass);
  }

  /** As many as there are free slots; while the gate is closed, one for each of its states. */
  private int room(Gate.State pass) {
    int free = concurrency - underWay.get();
    return pass instanceof Gate.Open ? free : Math.min(free, pass == probed ? 0 : 1);
  }

  private Duration send(int room, Gate.State pass) {
    boolean probes = !(pass instanceof Gate.Open);
    if (probes && !peers.mayProbe(pass)) {
      return IDLE;
    }
    awaitsEvents = true;
    if (probes) {
      // now an old acquaintance, now anybody: those that always fail cannot be all that is asked
      var probe =
          outbox.probe(probesAgain, probesAgain ? 0 : outside.chance().getAsDouble(), LEASE);
      probesAgain = !probesAgain;
      probe.ifPresent(entry -> start(entry, pass));
      return probe.isPresent() ? Duration.ZERO : untilDue(false);
    }
    holds.resume();
    int left = room;
    for (var held = holds.next(LEASE); held.isPresent(); held = next(left)) {
      start(held.get(), pass);
      left--;
    }
    if (left == 0) {
      return Duration.ZERO;
    }
    var claimed = outbox.claim(left, again(), LEASE);
    sendOrHold(claimed, pass);
    return claimed.size() == left ? Duration.ZERO : untilDue(!claimed.isEmpty() || left < room);
  }

  private Optional<Claimed> next(int left) {
    return left > 1 ? holds.next(LEASE) : Optional.empty();
  }

  private void sendOrHold(List<Claimed> claimed, Gate.State pass) {
    var held = new EnumMap<Refusal.By, List<Claimed>>(Refusal.By.class);
    for (var entry : claimed) {
      holds
          .bars(entry.entry())
          .ifPresentOrElse(
              by -> held.computeIfAbsent(by, none -> new ArrayList<>()).add(entry),
              () -> start(entry, pass));
    }
    held.forEach((by, entries) -> outbox.hold(entries, by));
  }

  private int again() {
    return Math.max(1, concurrency / AGAIN_SHARE) - againUnderWay.get();
  }

  private void start(Claimed entry, Gate.State pass) {
    rate.spend(1);
    probed = pass;
    handOver(new Sending(entry, pass, outside.nanos().getAsLong() + LEASE.toNanos()));
  }

  private void handOver(Sending sending) {
    count(sending, 1);
    try {
      senders.execute(() -> carry(sending));
    } catch (RuntimeException | Error e) {
      count(sending, -1);
      holds.settled(sending.entry().entry());
      throw e;
    }
  }

  private void count(Sending sending, int change) {
    if (sending.entry().past().hasFailed()) {
      againUnderWay.addAndGet(change);
    }
    underWay.addAndGet(change);
  }

  /** On a sender's thread. */
  private void carry(Sending sending) {
    try {
      settlements.finished(sending, verdict(sending.entry()));
    } finally {
      count(sending, -1);
    }
  }

  private Verdict verdict(Claimed entry) {
    try {
      var verdict = destination.send(entry);
      return verdict == null ? new Verdict.Unavailable("no verdict") : verdict;
    } catch (Throwable t) {
      // whatever it was, the outcome is unknown: the same as a lost answer
      return new Verdict.Unavailable("sending failed inside: " + t.getClass().getName());
    }
  }

  private Duration untilDue(boolean found) {
    var due = again() > 0 ? outbox.nextDue() : Optional.<Instant>empty();
    var idle = peers.idle(found);
    var wait = due.map(time -> Duration.between(outside.clock().instant(), time)).orElse(idle);
    var held = holds.until();
    var next = held.compareTo(wait) < 0 ? held : wait;
    return next.compareTo(idle) > 0 ? idle : next.compareTo(BREATH) < 0 ? BREATH : next;
  }

  private Duration failed(Throwable t) {
    awaitsEvents = false;
    var pause = backoff.after(++failures);
    resumeAt = outside.nanos().getAsLong() + pause.toNanos();
    failure = Message.COURIER_FAILED.text(reason(t), pause);
    log.write(Message.COURIER_FAILED, t, reason(t), pause);
    return pause;
  }

  /** The text of a foreign exception may hold what must not be logged. */
  private static String reason(Throwable t) {
    return t instanceof OutboxException ? t.getMessage() : t.getClass().getName();
  }
}
