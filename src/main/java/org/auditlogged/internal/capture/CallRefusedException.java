// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import org.auditlogged.AuditNotRecordedException;

/** A call was refused before it ran: unlike one whose event was lost, it may be made again. */
public final class CallRefusedException extends AuditNotRecordedException {
  private static final long serialVersionUID = 1L;

  CallRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
