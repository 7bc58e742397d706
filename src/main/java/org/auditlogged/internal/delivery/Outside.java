// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Time and chance, as the courier takes them from outside.
 *
 * @param clock the calendar, for what is written to the outbox; the outbox's own
 * @param nanos a clock that no operator can set back, for all waiting; compared by difference only
 * @param chance from 0 up to, not including, 1
 */
record Outside(Clock clock, LongSupplier nanos, DoubleSupplier chance) {

  static Outside real(Clock clock) {
    return new Outside(clock, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
  }
}
