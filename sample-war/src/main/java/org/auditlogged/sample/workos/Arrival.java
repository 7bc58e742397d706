// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import java.time.Instant;

/**
 * An event that the stand-in took.
 *
 * @param number counts from 1
 * @param at when it arrived
 * @param key its idempotency key
 * @param body the request's JSON, as it arrived
 */
public record Arrival(long number, Instant at, String key, String body) {}
