// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import org.auditlogged.internal.outbox.Claimed;

/**
 * One entry on its way.
 *
 * @param entry what is sent
 * @param pass the gate's state it started under
 * @param leaseEnd until when it may be settled, in nanos
 */
record Sending(Claimed entry, Gate.State pass, long leaseEnd) {

  long startedAt() {
    return leaseEnd - Courier.LEASE.toNanos();
  }
}
