// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * The drafts of the audited calls that the current thread is in, innermost first. Invariant:
 * whoever enters leaves, in a {@code finally}, so a pooled thread keeps nothing. Static, because
 * context propagation knows no beans; a class loader has one application. For any thread, each sees
 * its own.
 */
public final class CurrentDraft {
  private static final ThreadLocal<Entered> CURRENT = new ThreadLocal<>();

  private CurrentDraft() {}

  /** A call that the thread is in, and the one around it. */
  private record Entered(Draft draft, Entered outer) {}

  /** The thread is in this draft's call from now on; {@code null}: in none. */
  public static void enter(Draft draft) {
    CURRENT.set(new Entered(draft, CURRENT.get()));
  }

  /** The thread leaves the call it entered last. */
  public static void leave() {
    var outer = CURRENT.get().outer;
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /** The innermost draft, or {@code null} outside of every audited call. */
  public static Draft get() {
    var entered = CURRENT.get();
    return entered == null ? null : entered.draft;
  }
}
