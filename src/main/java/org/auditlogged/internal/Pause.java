// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Duration;

/** Lets the current thread wait; tests let time pass instead. */
@FunctionalInterface
interface Pause {
  /** Really waits. */
  Pause SLEEP = time -> Thread.sleep(time.toMillis());

  void take(Duration time) throws InterruptedException;
}
