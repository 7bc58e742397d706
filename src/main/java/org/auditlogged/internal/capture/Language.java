// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * The expression language, made when the first expression asks for it; absent where there is none.
 * For any thread.
 */
final class Language {
  private Expressions expressions;
  private boolean isAbsent;

  /** The language, or {@code null} where there is none. */
  synchronized Expressions get() {
    if (expressions == null && !isAbsent) {
      try {
        expressions = new Expressions();
      } catch (LinkageError | RuntimeException e) {
        isAbsent = true;
      }
    }
    return expressions;
  }
}
