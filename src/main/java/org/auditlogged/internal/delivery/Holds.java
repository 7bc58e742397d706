// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Cause;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.internal.outbox.Refusal.By;

/**
 * Which actions and organizations are refused again and again, and how slowly they are tried.
 * Invariants: of a barred one no more than one event is under way, one per backoff, and its others
 * are held; once one is taken, those kept back follow, two for each that is taken, so that what is
 * refused again is never a storm. The rest of the events never waits for any of this.
 *
 * <p>What is kept back stands in the outbox, so all this is found again after a restart; in memory
 * are {@link #MOST} at most, and a few that were taken meanwhile. Events of further ones are sent
 * and refused one by one, and follow like the others. For the courier's thread.
 */
final class Holds {
  /**
   * So many refusals in a row bar an action or organization: one alone may be the event's fault.
   */
  static final int IN_A_ROW = 3;

  static final int MOST = 1_000;

  /** How long the causes of another node that died may wait, or those that were too many. */
  private static final Duration LOAD_AGAIN = Duration.ofMinutes(1);

  private static final int PIECE = 100;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Outbox outbox;
  private final Backoff backoff;
  private final Outside outside;
  private final Log log;
  private final Map<Cause, State> known = new LinkedHashMap<>();
  private final boolean isShared;
  private boolean isLoaded;

  /** Whether the outbox may keep something back for others than those known. */
  private boolean hasOthers;

  private long loadedAt;

  /** One action or organization of which something is kept back. */
  private static final class State {
    int inARow;
    long until;
    boolean isTried;
    boolean mayHold = true;
    int allowed;
    long resumeAt;

    boolean isBarred() {
      return inARow >= IN_A_ROW;
    }
  }

  Holds(Outbox outbox, Backoff backoff, Outside outside, Log log) {
    this.outbox = outbox;
    this.isShared = outbox.account().isShared();
    this.backoff = backoff;
    this.outside = outside;
    this.log = log;
  }

  /** For what this entry may not be sent now; when empty it may, and is the one that is tried. */
  Optional<By> bars(Entry entry) {
    var states = states(entry);
    for (var each : states) {
      if (each.state.isBarred() && (each.state.isTried || !isOver(each.state.until))) {
        each.state.mayHold = true;
        return Optional.of(each.cause.by());
      }
    }
    states.forEach(each -> each.state.isTried = each.state.isBarred());
    return Optional.empty();
  }

  /** The next held entry whose turn it is to be tried. */
  Optional<Claimed> next(Duration lease) {
    for (var each : known.entrySet()) {
      var state = each.getValue();
      if (state.isBarred() && state.mayHold && !state.isTried && isOver(state.until)) {
        var held = outbox.claimHeld(each.getKey(), lease);
        state.isTried = held.isPresent();
        state.mayHold = held.isPresent();
        if (held.isPresent()) {
          return held;
        }
      }
    }
    return Optional.empty();
  }

  /** Lets those go that follow one that was taken. */
  void resume() {
    load();
    for (var all = known.entrySet().iterator(); all.hasNext(); ) {
      var each = all.next();
      var state = each.getValue();
      if (!state.isBarred() && state.allowed > 0 && isOver(state.resumeAt)) {
        state.allowed -= outbox.resume(each.getKey(), state.allowed);
        var next = state.allowed > 0 ? outbox.resumable(each.getKey()) : null;
        if (next != null && next.isEmpty()) {
          all.remove();
        } else if (next != null) {
          var wait = Duration.between(outside.clock().instant(), next.get());
          state.resumeAt = from(wait.compareTo(LOOK_AGAIN) < 0 ? LOOK_AGAIN : wait);
        }
      }
    }
  }

  /** How long until there is something to do. */
  Duration until() {
    long least = ChronoUnit.FOREVER.getDuration().toSeconds();
    long now = outside.nanos().getAsLong();
    var longest = Duration.ofSeconds(least);
    for (var state : known.values()) {
      boolean tries = state.isBarred() && state.mayHold && !state.isTried;
      boolean resumes = !state.isBarred() && state.allowed > 0;
      if (tries || resumes) {
        var wait = Duration.ofNanos(Math.max(0, (tries ? state.until : state.resumeAt) - now));
        longest = wait.compareTo(longest) < 0 ? wait : longest;
      }
    }
    return longest;
  }

  /** Whatever became of it, it is no longer under way. */
  void settled(Entry entry) {
    states(entry).forEach(each -> each.state.isTried = false);
  }

  void delivered(Entry entry) {
    if (hasOthers) {
      remember(entry);
    }
    for (var each : states(entry)) {
      var state = each.state;
      if (state.isBarred()) {
        log.write(Message.UNBARRED, name(each.cause));
      }
      state.inARow = 0;
      state.allowed = Math.min(PIECE, state.allowed + 2);
      state.resumeAt = outside.nanos().getAsLong();
    }
  }

  /** Forgotten again at once when nothing is kept back for it. */
  private void remember(Entry entry) {
    for (var by : List.of(By.ACTION, By.ORGANIZATION)) {
      Cause.of(by, entry)
          .filter(cause -> known.size() < MOST + PIECE)
          .ifPresent(cause -> known.computeIfAbsent(cause, none -> new State()));
    }
  }

  void refused(Claimed claimed, Refusal refusal) {
    var cause = Cause.of(refusal.by(), claimed.entry()).orElse(null);
    var state = known.get(cause);
    if (cause == null || state == null && known.size() >= MOST) {
      hasOthers |= cause != null;
      return;
    }
    if (state == null) {
      state = new State();
      known.put(cause, state);
    }
    state.allowed = 0;
    boolean was = state.isBarred();
    // stragglers are one refusal, and one refused before says nothing new of the others
    if (was ? isOver(state.until) : claimed.past().refusals() == 0) {
      state.inARow++;
      if (state.isBarred()) {
        var pause = backoff.after(state.inARow - IN_A_ROW + 1);
        state.until = from(pause);
        if (!was) {
          log.write(Message.BARRED, name(cause));
        }
      }
    }
  }

  /**
   * After a restart, and of other nodes, which may have died: what is kept back tells which were
   * barred, and one of each is tried soon.
   */
  private void load() {
    boolean isOld = (isShared || hasOthers) && isOver(loadedAt + LOAD_AGAIN.toNanos());
    if (!isLoaded || isOld) {
      var causes = outbox.causes(MOST / 2);
      hasOthers = causes.size() >= MOST / 2 || known.size() >= MOST;
      for (var cause : causes) {
        if (known.size() < MOST) {
          known.computeIfAbsent(cause, this::barred);
        }
      }
      isLoaded = true;
      loadedAt = outside.nanos().getAsLong();
    }
  }

  private State barred(Cause cause) {
    var state = new State();
    state.inARow = IN_A_ROW;
    state.until = outside.nanos().getAsLong();
    return state;
  }

  private record Known(Cause cause, State state) {}

  private List<Known> states(Entry entry) {
    if (known.isEmpty()) {
      return List.of();
    }
    var states = new ArrayList<Known>(2);
    for (var by : List.of(By.ACTION, By.ORGANIZATION)) {
      Cause.of(by, entry)
          .filter(known::containsKey)
          .ifPresent(cause -> states.add(new Known(cause, known.get(cause))));
    }
    return states;
  }

  private boolean isOver(long time) {
    return outside.nanos().getAsLong() - time >= 0;
  }

  private long from(Duration wait) {
    return outside.nanos().getAsLong() + wait.toNanos();
  }

  private static String name(Cause cause) {
    return (cause.by() == By.ACTION ? "action " : "organization ") + cause.of();
  }
}
