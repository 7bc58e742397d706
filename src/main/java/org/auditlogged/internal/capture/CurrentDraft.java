// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The drafts of the audited calls that the current thread is in, innermost last. Invariant: whoever
 * pushes pops, in a {@code finally}, so a pooled thread keeps nothing. For any thread, each sees
 * its own.
 */
public final class CurrentDraft {
  private final ThreadLocal<Deque<Draft>> drafts = new ThreadLocal<>();

  public void push(Draft draft) {
    var stack = drafts.get();
    if (stack == null) {
      stack = new ArrayDeque<>(4);
      drafts.set(stack);
    }
    stack.push(draft);
  }

  public void pop() {
    var stack = drafts.get();
    stack.pop();
    if (stack.isEmpty()) {
      drafts.remove();
    }
  }

  /** The innermost draft, or {@code null} outside of every audited call. */
  public Draft get() {
    var stack = drafts.get();
    return stack == null ? null : stack.peek();
  }
}
