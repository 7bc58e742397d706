// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Account;
import org.auditlogged.internal.outbox.Account.Standing;

/**
 * Tells the other nodes that take from the same outbox what this one found out, and does as they
 * say. Invariants: the gate stands as the last standing heard or told, unless this node has no key,
 * which is nobody else's business; while it is closed, one node alone probes; and the nodes' rates
 * are never more together than the configured one, as long as each can have one a second. A node
 * without others does nothing of this. For the courier's thread only.
 */
final class Peers {
  static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * Longer than nearly any sending, so that one probe goes at a time; shorter than an entry's
   * lease, because all nodes wait for a prober that died, and a second probe costs little: the
   * verdict of the one that was late counts no more.
   */
  static final Duration PROBE = Duration.ofSeconds(30);

  /** Who did not look for so long may not be counted by the others any more. */
  static final Duration ABSENT = Duration.ofSeconds(10);

  /** How long an idle node leaves the events of others alone, at most. */
  static final Duration LONGEST_IDLE = Duration.ofSeconds(5);

  private static final List<Message> REASONS =
      List.of(Message.UNREACHABLE, Message.HALTED, Message.THROTTLED);

  private final Account account;
  private final boolean isShared;
  private final Gate gate;
  private final RateLimit rate;
  private final Outside outside;
  private Standing known;
  private Gate.State agreed;
  private boolean isBehind;
  private long slowed;
  private long lookedAt;
  private Gate.State probing;
  private boolean isProber;
  private long askAgain;
  private Duration idle = Duration.ZERO;
  private long idleUntil;

  Peers(Account account, Brakes brakes, Outside outside) {
    this.account = account;
    this.isShared = account.isShared();
    this.gate = brakes.gate();
    this.rate = brakes.rate();
    this.outside = outside;
    this.agreed = gate.state();
  }

  /** Before anything is claimed: tells what is new, and looks when it is time. */
  void talk() {
    // without a key there is nothing to share: the others have this node's part of the rate
    if (isShared && !(gate.state() instanceof Gate.Blocked)) {
      tell();
      if (known == null || now() - lookedAt >= LOOK.toNanos()) {
        look();
      }
    }
  }

  /** Tells what the gate has become by this node's own verdicts. */
  void tell() {
    var state = gate.state();
    if (!isShared || state == agreed || isBehind || state instanceof Gate.Blocked) {
      return;
    }
    var standing = standing(state);
    // counted even if another was faster: it saw the same moment, and halving once is enough
    slowed = standing.slowed();
    isBehind = !account.change(known, standing);
    if (!isBehind) {
      known = standing;
      agreed = state;
    }
  }

  /** There is a key now; what the others have found out meanwhile counts. */
  void unblock(Gate.State blocked) {
    if (isShared) {
      known = null;
      look();
    } else {
      gate.open(blocked);
    }
  }

  /** Whether the probe is this node's to send. */
  boolean mayProbe(Gate.State pass) {
    if (!isShared) {
      return true;
    }
    if (pass != agreed) {
      return false;
    }
    if (pass != probing || now() - askAgain >= 0) {
      isProber = account.mayProbe(known, PROBE);
      probing = pass;
      askAgain = now() + (isProber ? PROBE : LOOK).toNanos();
    }
    return isProber;
  }

  /** While nothing may be sent, the news that something may is not slept through. */
  Duration untilNews(Duration next) {
    if (!isShared || !(gate.state() instanceof Gate.Closed)) {
      return next;
    }
    var left = Duration.ofNanos(Math.max(0, lookedAt + LOOK.toNanos() - now()));
    return left.compareTo(next) < 0 ? left : next;
  }

  /**
   * How long nothing is looked for: nobody wakes this node for the others' events.
   *
   * @param found whether anything was found just now
   */
  Duration idle(boolean found) {
    if (isShared) {
      boolean isAwake = found || idle.isZero() || now() - idleUntil < 0;
      var twice = idle.multipliedBy(2);
      idle = isAwake ? Courier.IDLE : twice.compareTo(LONGEST_IDLE) < 0 ? twice : LONGEST_IDLE;
      idleUntil = now() + idle.toNanos();
      return idle;
    }
    return Courier.IDLE;
  }

  private void look() {
    var shared = account.look();
    share(shared.nodes());
    lookedAt = now();
    var standing = shared.standing();
    if (known == null || standing.version() != known.version()) {
      if (known != null && standing.slowed() > slowed) {
        rate.slower();
      }
      agreed = state(standing);
      gate.adopt(agreed);
    }
    slowed = standing.slowed();
    known = standing;
    isBehind = false;
  }

  /** A newcomer is silent until its next look: by then all the others have heard of it. */
  private void share(int nodes) {
    boolean isNew = known == null || now() - lookedAt >= ABSENT.toNanos();
    if (isNew && nodes > 1) {
      rate.silence();
    } else {
      rate.share(nodes);
    }
  }

  private Standing standing(Gate.State state) {
    long version = known.version() + 1;
    if (state instanceof Gate.Closed closed) {
      var until = outside.clock().instant().plus(gate.closedFor(closed));
      long times = known.slowed() + (closed.why() == Message.THROTTLED ? 1 : 0);
      return new Standing(
          version, closed.why().name(), closed.attempt(), until, closed.text(), times);
    }
    return new Standing(version, "", 0, Instant.EPOCH, "", known.slowed());
  }

  /** Always another object, so that whatever was under way before counts no more. */
  private Gate.State state(Standing standing) {
    if (standing.isOpen()) {
      return new Gate.Open();
    }
    // what a newer version may write is an outage to this one
    var why =
        REASONS.stream()
            .filter(reason -> reason.name().equals(standing.why()))
            .findFirst()
            .orElse(Message.UNREACHABLE);
    var left = Duration.between(outside.clock().instant(), standing.until());
    // clocks may differ: no longer than this node would have closed by itself
    var longest = gate.longest(why);
    long nanos = (left.compareTo(longest) < 0 ? left : longest).toNanos();
    return new Gate.Closed(why, standing.attempt(), now() + nanos, standing.text());
  }

  private long now() {
    return outside.nanos().getAsLong();
  }
}
