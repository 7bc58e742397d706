// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

/**
 * What keeps the courier from sending.
 *
 * @param gate everything, while the other side takes nothing
 * @param rate too much at once
 * @param holds what would be refused
 */
record Brakes(Gate gate, RateLimit rate, Holds holds) {}
