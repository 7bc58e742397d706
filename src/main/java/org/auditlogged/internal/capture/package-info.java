// SPDX-License-Identifier: Apache-2.0
/**
 * One call, one event, in plain Java: what is audited ({@code AuditPoint}), the event while the
 * call runs ({@code Draft}), draft to event ({@code Assembler}), event to outbox ({@code
 * Recorder}). Knows no CDI and no filters.
 */
package org.auditlogged.internal.capture;
