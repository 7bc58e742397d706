// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What all ways of the endpoint do. */
final class Secret {
  /** A query's, of a database on another machine. */
  private static final Duration FETCH = Duration.ofMillis(5);

  private Secret() {}

  /** As {@link #read}, once it was fetched from elsewhere. */
  static String fetch(String name) {
    long end = System.nanoTime() + FETCH.toNanos();
    for (long left = FETCH.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return read(name);
  }

  /** The least that an endpoint does. */
  static String read(String name) {
    return "{\"name\":\"" + name + "\",\"value\":\"********\"}";
  }
}
