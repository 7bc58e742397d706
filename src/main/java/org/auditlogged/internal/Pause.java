// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.time.Duration;

/** Lets the current thread wait; tests let time pass instead. */
@FunctionalInterface
public interface Pause {
  /** Really waits. */
  Pause SLEEP = time -> Thread.sleep(time.toMillis());

  void take(Duration time) throws InterruptedException;
}
