// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

/**
 * An event could not be kept. The only exception of this library that a caller can see: from {@link
 * AuditLog#record(AuditEvent)}, from calls that are {@link AuditLogged#required() required}, and
 * with {@code auditlogged.on-failure=fail}. Over HTTP it becomes a 503.
 */
public class AuditNotRecordedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Made by this library.
   *
   * @param message what could not be recorded, and why
   * @param cause what went wrong, or {@code null}
   */
  public AuditNotRecordedException(String message, Throwable cause) {
    super(message, cause);
  }
}
