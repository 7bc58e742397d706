// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** How many requests in any one second are let through. Its user holds the lock. */
final class FakeRate {
  private final Queue<Long> starts = new ArrayDeque<>();
  private int limit = Integer.MAX_VALUE;
  private int throttled;

  void limit(int perSecond) {
    limit = perSecond;
  }

  void reset() {
    starts.clear();
    limit = Integer.MAX_VALUE;
    throttled = 0;
  }

  /** How many were not let through. */
  int throttled() {
    return throttled;
  }

  boolean admits() {
    long now = System.nanoTime();
    while (!starts.isEmpty() && now - starts.peek() >= TimeUnit.SECONDS.toNanos(1)) {
      starts.poll();
    }
    boolean admitted = starts.size() < limit && starts.add(now);
    throttled += admitted ? 0 : 1;
    return admitted;
  }
}
