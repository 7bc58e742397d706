// SPDX-License-Identifier: Apache-2.0
/** An application that declares actions in all three ways. */
@AuditAction(
    value = "declared.package",
    targets = @AuditAction.Target(type = "report"),
    metadata = @AuditAction.Field(name = "pages", type = int.class))
package org.auditlogged.it.declared;

import org.auditlogged.AuditAction;
