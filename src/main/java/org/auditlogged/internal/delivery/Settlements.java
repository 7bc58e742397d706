// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Outbox;

/**
 * What came back from the senders and is not yet written to the outbox. Invariant: every verdict is
 * written once, or kept while the outbox fails; a delivered entry is never forgotten, and any other
 * no longer than its lease, because then it is due again by itself. {@link #finished} and {@link
 * #delivered} are for any thread, the rest for the courier's.
 */
final class Settlements {
  // an ack is a commit on disk: many share one, and a crash repeats no more than these, by the same
  // idempotency keys
  static final int ACKS = 64;
  static final Duration ACK_DELAY = Duration.ofMillis(100);

  private final Outbox outbox;
  private final Gate gate;
  private final Backoff backoff;
  private final RateLimit rate;
  private final Outside outside;
  private final Log log;
  private final Queue<Outcome> finished = new ConcurrentLinkedQueue<>();
  private final List<Claimed> acks = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final LongAdder delivered = new LongAdder();
  private long oldestAck;

  private record Outcome(Sending sending, Verdict verdict) {}

  /** A retry or a park that is still to be done. */
  private record Write(Runnable task, long leaseEnd) {}

  Settlements(Outbox outbox, Gate gate, Backoff backoff, RateLimit rate, Outside outside, Log log) {
    this.outbox = outbox;
    this.gate = gate;
    this.backoff = backoff;
    this.rate = rate;
    this.outside = outside;
    this.log = log;
  }

  void finished(Sending sending, Verdict verdict) {
    finished.add(new Outcome(sending, verdict));
  }

  long delivered() {
    return delivered.sum();
  }

  /**
   * Moves the gate and writes what is to be written.
   *
   * @param everything whether acks are written at once instead of being gathered
   */
  void settle(boolean everything) {
    for (Outcome next = finished.poll(); next != null; next = finished.poll()) {
      judge(next.sending, next.verdict);
    }
    if (everything || acks.size() >= ACKS || (!acks.isEmpty() && untilAck().isZero())) {
      ackAll();
    }
    writeAll();
  }

  /** How long gathered acks may still wait; for ever when there are none. */
  Duration untilAck() {
    if (acks.isEmpty()) {
      return ChronoUnit.FOREVER.getDuration();
    }
    long waited = outside.nanos().getAsLong() - oldestAck;
    return Duration.ofNanos(Math.max(0, ACK_DELAY.toNanos() - waited));
  }

  private void judge(Sending sending, Verdict verdict) {
    var entry = sending.entry();
    if (verdict instanceof Verdict.Delivered) {
      gate.open(sending.pass());
      rate.delivered();
      deliver(entry);
    } else if (verdict instanceof Verdict.Unavailable unavailable) {
      gate.unavailable(sending.pass(), unavailable.reason());
      later(sending, entry, behindTheOthers(entry));
    } else if (verdict instanceof Verdict.Halted halted) {
      gate.halt(sending.pass(), halted.reason());
      later(sending, entry, behindTheOthers(entry));
    } else if (verdict instanceof Verdict.Throttled throttled) {
      if (gate.throttle(sending.pass(), throttled.pause())) {
        rate.slower();
      }
      // says nothing about the entry: it keeps its place
      later(sending, entry, outside.clock().instant().plus(gate.closedFor()));
    } else if (verdict instanceof Verdict.TooLarge large) {
      gate.open(sending.pass());
      log.write(Message.SHRUNK, entry.entry().id());
      later(sending, entry.shrunk(large.smaller()), outside.clock().instant());
    } else if (verdict instanceof Verdict.Refused refused) {
      gate.open(sending.pass());
      park(sending, refused);
    }
  }

  private void deliver(Claimed entry) {
    if (acks.isEmpty()) {
      oldestAck = outside.nanos().getAsLong();
    }
    acks.add(entry);
    delivered.increment();
  }

  /**
   * After the next probe has gone, and then by the entry's own number of attempts: so the probe is
   * another entry, and one that fails always holds up nobody. An outage delays by this, at most by
   * the longest backoff, the few entries that were its probes.
   */
  private Instant behindTheOthers(Claimed entry) {
    var own = backoff.after(entry.attempts() + 1);
    return outside.clock().instant().plus(gate.closedFor()).plus(own);
  }

  private void later(Sending sending, Claimed entry, Instant due) {
    writes.add(new Write(() -> outbox.retry(entry, due), sending.leaseEnd()));
  }

  private void park(Sending sending, Verdict.Refused refused) {
    var entry = sending.entry().entry();
    var refusal = refused.refusal();
    var by = refusal.by().name().toLowerCase(Locale.ROOT);
    log.write(Message.PARKED, entry.id(), entry.action(), refusal.reason(), by);
    writes.add(new Write(() -> outbox.park(sending.entry(), refusal), sending.leaseEnd()));
  }

  private void ackAll() {
    if (!acks.isEmpty()) {
      outbox.ack(List.copyOf(acks));
      acks.clear();
    }
  }

  /** One that fails does not keep back the others. */
  private void writeAll() {
    RuntimeException failure = null;
    for (var each = writes.iterator(); each.hasNext(); ) {
      var write = each.next();
      try {
        write.task.run();
        each.remove();
      } catch (RuntimeException e) {
        failure = e;
        if (outside.nanos().getAsLong() - write.leaseEnd >= 0) {
          each.remove();
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
