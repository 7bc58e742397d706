// SPDX-License-Identifier: Apache-2.0
/**
 * What an application imports: {@link org.auditlogged.AuditLogged} to say what is audited, {@link
 * org.auditlogged.AuditDraft} to add to an event while its call runs, {@link
 * org.auditlogged.AuditLog} to record without a call, {@link org.auditlogged.CallerResolver} to say
 * who acts.
 */
package org.auditlogged;
