// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * Takes over what waits in an outbox that is no longer the one in use. Invariant: an entry is in
 * the new one before it leaves the old one; killed in between it is in both, with the same id,
 * which is WorkOS's idempotency key, too. What is parked or held in the old one is tried once more,
 * and parked or held in the new one if it has to be. What cannot be read stays where it is.
 *
 * <p>Goes on behind the application's back until nothing is left; with an outbox that other nodes
 * may still be using, for as long as it runs. For any thread; moves on one of its own.
 */
public final class Move implements AutoCloseable {
  private static final Log LOG = Log.of(Move.class);
  private static final int PIECE = 500;
  private static final int CAUSES = 100;

  /** Longer than one piece takes. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Outbox from;
  private final Outbox to;
  private final String name;
  private final boolean isShared;
  private final Daemon thread;
  private volatile boolean closed;
  private long moved;

  /**
   * @param from closed when nothing is left in it, at the latest with this
   * @param name where it is, for people
   * @param isShared whether others may bring in more
   */
  public Move(Outbox from, Outbox to, String name, boolean isShared) {
    this.from = from;
    this.to = to;
    this.name = name;
    this.isShared = isShared;
    this.thread = Daemon.start("move", this::run);
  }

  /** Moves a piece of what is due now; how many that were. */
  static int piece(Outbox from, Outbox to) {
    var piece = from.claim(PIECE, LEASE);
    if (!piece.isEmpty()) {
      to.adopt(piece);
      from.ack(piece);
    }
    return piece.size();
  }

  /** What nobody would ask for any more becomes due. */
  static void release(Outbox from) {
    from.release(Selection.ALL, PIECE);
    for (var cause : from.causes(CAUSES)) {
      from.resume(cause, PIECE);
    }
  }

  private void run() {
    try {
      while (!closed && !isDone()) {
        LockSupport.parkNanos(this, (isShared ? LONGEST : LOOK_AGAIN).toNanos());
      }
    } finally {
      from.close();
    }
  }

  /** Moves what there is; whether nothing is left, and nothing can come. */
  private boolean isDone() {
    try {
      for (int moves = 1; moves > 0 && !closed; moved += moves) {
        release(from);
        moves = piece(from, to);
      }
      // what is parked even now cannot be read, and stays: nothing else was left parked
      boolean isEmpty = from.counts().waiting() == 0;
      if (moved > 0 && (isEmpty || isShared)) {
        LOG.write(Message.MOVED, moved, name);
        moved = 0;
      }
      return isEmpty && !isShared;
    } catch (OutboxException e) {
      if (!closed) {
        LOG.write(Message.NOT_MOVED, e, name, e.getMessage());
      }
      return false;
    }
  }

  void lookNow() {
    thread.unpark();
  }

  /** What was not moved stays where it is, for the next start. */
  @Override
  public void close() {
    closed = true;
    lookNow();
    thread.awaitEnd(GroupCommit.PATIENCE);
  }
}
