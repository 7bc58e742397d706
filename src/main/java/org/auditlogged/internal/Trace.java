// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

/**
 * What may be logged of a throwable: its class, where it came from, and the same of its causes.
 * Invariant: no text of it is kept, because foreign texts hold what was typed in, line breaks
 * included. Made and logged by {@link Log}; never thrown.
 */
final class Trace extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 20;

  private final String type;

  private Trace(Throwable thrown, Trace cause) {
    super(null, cause, false, true);
    type = thrown.getClass().getName();
    setStackTrace(thrown.getStackTrace());
  }

  static Trace of(Throwable thrown) {
    return of(thrown, 0);
  }

  private static Trace of(Throwable thrown, int depth) {
    // causes can go round
    var cause = depth < DEEPEST ? thrown.getCause() : null;
    return new Trace(thrown, cause == null ? null : of(cause, depth + 1));
  }

  @Override
  public String getMessage() {
    return type;
  }

  @Override
  public String toString() {
    return type;
  }
}
