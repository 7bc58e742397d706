// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Cannot be deployed. */
@RequestScoped
public class WrongAnnotations {
  @AuditLogged(" ")
  public void blank() {}

  @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "k", value = "${nobody.name}"))
  public void unknown(@AuditTarget(type = "") String id) {}
}
