// SPDX-License-Identifier: Apache-2.0
/**
 * Takes from the outbox, sends, settles: claim, send, verdict, and again. Knows nothing of WorkOS's
 * wire.
 */
package org.auditlogged.internal.delivery;
