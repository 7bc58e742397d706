// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

/**
 * The store failed; its text says where and why. After a failed append the entry may still be
 * delivered.
 */
public class OutboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutboxException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The disk hangs while it writes: whether the entries are kept is not known yet. The outbox sees
   * to them: it keeps them, or counts them as lost and says so when that has turned out.
   */
  public static final class Unknown extends OutboxException {
    private static final long serialVersionUID = 1L;

    public Unknown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no room: the configured size is reached or the disk is full. */
  public static final class Full extends OutboxException {
    private static final long serialVersionUID = 1L;

    public Full(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
