// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Annotated where CDI does not look. */
public interface Letters {
  /** Sends one. */
  @AuditLogged("letter.sent")
  void send(@AuditTarget(type = "letter") String letter);
}
