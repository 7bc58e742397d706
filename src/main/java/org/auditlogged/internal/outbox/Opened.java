// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What has been opened so far. Invariant: closed in reverse order, each of it, whatever fails. For
 * one thread at a time.
 */
final class Opened {
  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * As {@link #close}, which goes on behind it when it takes longer than that: on a disk that hangs
   * it may take for ever, and a stop must not wait so long.
   */
  Exception closeWithin(Duration patience) {
    var failure = new AtomicReference<Exception>();
    if (Daemon.start("close", () -> failure.set(close())).awaitEnd(patience)) {
      return failure.get();
    }
    return new SQLException(
        GroupCommit.hanging(patience) + "; it is closed, and its folder free, once that does");
  }

  /** The first failure, with the others in it; or null. */
  Exception close() {
    Exception first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Throwable e) {
        // an Error, too, as of classes that an application no longer has: the rest must not stay
        // open
        if (first == null) {
          first = e instanceof Exception own ? own : new IllegalStateException(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
