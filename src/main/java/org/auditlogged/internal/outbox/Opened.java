// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.util.ArrayDeque;

/**
 * What has been opened so far. Invariant: closed in reverse order, each of it, whatever fails. For
 * one thread at a time.
 */
final class Opened {
  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /** The first failure, with the others in it; or null. */
  Exception close() {
    Exception first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
