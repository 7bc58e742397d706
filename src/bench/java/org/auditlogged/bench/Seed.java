// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

/** What chance begins with. */
final class Seed {
  private Seed() {}

  /** {@code -Dseed}, or a new one. */
  static long get() {
    long given = Long.getLong("seed", 0);
    return given == 0 ? System.nanoTime() : given;
  }
}
