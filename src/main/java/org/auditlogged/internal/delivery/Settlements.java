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
import org.auditlogged.internal.outbox.Cause;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.Refusal;

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

  /** How long WorkOS remembers a key. */
  private static final Duration REMEMBERED = Duration.ofHours(24);

  private final Outbox outbox;
  private final Gate gate;
  private final Backoff backoff;
  private final RateLimit rate;
  private final Holds holds;
  private final Outside outside;
  private final Log log;
  private final Queue<Outcome> finished = new ConcurrentLinkedQueue<>();
  private final List<Claimed> acks = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final LongAdder delivered = new LongAdder();
  private Gate.State answered;
  private long lastAnswer;
  private long oldestAck;

  private record Outcome(Sending sending, Verdict verdict) {}

  /** A retry or a park that is still to be done. */
  private record Write(Runnable task, long leaseEnd) {}

  Settlements(Outbox outbox, Brakes brakes, Backoff backoff, Outside outside, Log log) {
    this.outbox = outbox;
    this.gate = brakes.gate();
    this.backoff = backoff;
    this.rate = brakes.rate();
    this.holds = brakes.holds();
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
    holds.settled(entry.entry());
    if (verdict instanceof Verdict.Delivered) {
      answered(sending);
      rate.delivered();
      holds.delivered(entry.entry());
      deliver(entry);
    } else if (verdict instanceof Verdict.Unavailable unavailable) {
      unavailable(sending, unavailable);
    } else if (verdict instanceof Verdict.Halted halted) {
      gate.halt(sending.pass(), halted.reason());
      later(sending, entry.failed(null), behindTheOthers(entry));
    } else if (verdict instanceof Verdict.Throttled throttled) {
      if (gate.throttle(sending.pass(), throttled.pause())) {
        rate.slower();
      }
      // says nothing about the entry: it keeps its place
      later(sending, entry, outside.clock().instant().plus(gate.closedFor()));
    } else if (verdict instanceof Verdict.TooLarge large) {
      answered(sending);
      log.write(Message.SHRUNK, entry.entry().id());
      later(sending, entry.shrunk(large.smaller()), outside.clock().instant());
    } else if (verdict instanceof Verdict.Refused refused) {
      answered(sending);
      holds.refused(entry, refused.refusal());
      park(sending, refused.refusal());
    }
  }

  private void answered(Sending sending) {
    gate.open(sending.pass());
    answered = gate.state();
    lastAnswer = outside.nanos().getAsLong();
  }

  private void unavailable(Sending sending, Verdict.Unavailable verdict) {
    var entry = sending.entry();
    if (!isItsOwnFault(sending)) {
      gate.unavailable(sending.pass(), verdict.reason());
    } else if (entry.past().hasFailed()) {
      log.write(Message.FAILS_ALONE, entry.entry().id(), entry.entry().action(), verdict.reason());
    }
    var doubtedAt = verdict.isInDoubt() ? outside.clock().instant() : null;
    later(sending, entry.failed(doubtedAt), behindTheOthers(entry));
  }

  /**
   * Others were answered while it was under way; or it failed before, and others have been answered
   * since the gate opened.
   */
  private boolean isItsOwnFault(Sending sending) {
    boolean others = answered == gate.state() && sending.pass() instanceof Gate.Open;
    return others && (sending.entry().past().hasFailed() || lastAnswer - sending.startedAt() > 0);
  }

  private void deliver(Claimed entry) {
    var now = outside.clock().instant();
    var doubtedAt = entry.past().doubtedAt();
    if (doubtedAt != null && Duration.between(doubtedAt, now).compareTo(REMEMBERED) >= 0) {
      outbox.note(Note.TWICE, 1);
      log.write(Message.LATE, entry.entry().id());
    }
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

  private void park(Sending sending, Refusal refusal) {
    var entry = sending.entry().entry();
    var by = refusal.by().name().toLowerCase(Locale.ROOT);
    var again =
        Cause.of(refusal.by(), entry)
            .map(cause -> "again when another event of this " + by + " is taken")
            .orElse("only when somebody asks for it");
    log.write(Message.PARKED, entry.id(), entry.action(), refusal.reason(), by, again);
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
