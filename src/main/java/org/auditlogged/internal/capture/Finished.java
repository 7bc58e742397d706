// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.List;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.outbox.Entry;

/**
 * Events as they are told and as they are kept. Nothing changes them any more. For any thread.
 *
 * @param events within WorkOS's limits, with the versions of their schemas
 * @param entries the same, as the outbox keeps them
 * @param smaller how many of them lost something to get within the limits
 */
public record Finished(List<AuditEvent> events, List<Entry> entries, int smaller) {
  boolean isEmpty() {
    return events.isEmpty();
  }
}
