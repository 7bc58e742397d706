// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.util.function.Supplier;

/**
 * Runs what auditing itself asks of the application: observers of drafts, the resolver of callers.
 * Invariant: what these call is not audited, or it would never end. For any thread, each sees its
 * own.
 */
final class Aside {
  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

  boolean isInside() {
    return inside.get() != null;
  }

  <T> T call(Supplier<T> application) {
    if (isInside()) {
      return application.get();
    }
    inside.set(true);
    try {
      return application.get();
    } finally {
      inside.remove();
    }
  }
}
