// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** A service that a WebSocket endpoint calls. */
@ApplicationScoped
public class AuditedLine {

  @AuditLogged("line.said")
  public String say(@AuditTarget(type = "line") String text) {
    return "said " + text;
  }
}
