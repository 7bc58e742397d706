// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/**
 * The versions that a running application's events carry: those of the lock file, and what was
 * learned from WorkOS since the start, which wins. All state is the one reference. For any thread.
 */
public final class Pins implements ToIntFunction<String> {
  private final AtomicReference<LockFile> pinned;

  public Pins(LockFile lock) {
    pinned = new AtomicReference<>(lock);
  }

  /** The version of an action's events, or 0 when none is known. */
  @Override
  public int applyAsInt(String action) {
    return pinned.get().version(action);
  }

  /** WorkOS has been asked, or told. */
  public void learn(Map<ActionSchema, Integer> versions) {
    pinned.updateAndGet(
        lock -> {
          var learned = lock;
          for (var each : versions.entrySet()) {
            learned = learned.with(each.getKey(), each.getValue());
          }
          return learned;
        });
  }

  /** What is pinned now. */
  public LockFile lock() {
    return pinned.get();
  }
}
