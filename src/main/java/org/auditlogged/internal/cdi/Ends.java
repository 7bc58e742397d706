// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.auditlogged.internal.Log;

/**
 * What is to be undone when the application ends. Invariant: each is done once, and none that fails
 * keeps back another. For any thread.
 */
final class Ends {
  private static final Log LOG = Log.of(Ends.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  void add(Runnable task) {
    tasks.add(task);
  }

  void run() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      try {
        task.run();
      } catch (RuntimeException | LinkageError e) {
        LOG.debug("end: " + e);
      }
    }
  }
}
