// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

/** What a command was given cannot be used; nothing was done. */
final class Unusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unusable(String message, Throwable cause) {
    super(message, cause);
  }
}
