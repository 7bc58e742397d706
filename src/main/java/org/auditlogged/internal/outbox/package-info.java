// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps events until they are delivered. Knows bytes, keys and times; knows nothing of calls or of
 * HTTP.
 */
package org.auditlogged.internal.outbox;
