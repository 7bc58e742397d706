// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * Where one value of an event comes from. Made once per method, read once per call; for any thread.
 */
interface Source {

  /** The value for one call, or {@code null} when it is absent; throws when it cannot be had. */
  Object read(Scope scope);

  /** A fixed value. */
  record Literal(String text) implements Source {
    @Override
    public Object read(Scope scope) {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
