// SPDX-License-Identifier: Apache-2.0
/**
 * The typed client for what the Audit Logs API offers beside taking events: {@link
 * org.auditlogged.workos.AuditLogsClient} for schemas, actions, exports, retention and the link to
 * the Admin Portal, and {@link org.auditlogged.workos.AuditLogsException} for what it answers
 * instead.
 */
package org.auditlogged.workos;
