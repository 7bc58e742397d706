// SPDX-License-Identifier: Apache-2.0
/**
 * Settings and messages: what every package below needs and none of them owns.
 *
 * <p>The packages below {@code org.auditlogged} stand in a line, and each imports only from those
 * before it: {@code internal}, {@code schema} (what WorkOS knows of each action), {@code outbox}
 * (keep until delivered), {@code delivery} (claim, send, settle), {@code workos} (the wire), {@code
 * capture} (one call, one event; plain Java), {@code compile} (the annotation processor), {@code
 * cdi}, {@code rest}.
 */
package org.auditlogged.internal;
