// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it.declared;

import org.auditlogged.AuditAction;

/** No bean; what it records is declared on it. */
@AuditAction(
    value = "declared.class",
    targets = {
      @AuditAction.Target(type = "order"),
      @AuditAction.Target(
          type = "customer",
          metadata = @AuditAction.Field(name = "vip", type = boolean.class))
    },
    actorMetadata = @AuditAction.Field(name = "shift"))
public final class DeclaredJob {}
