// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import java.time.Instant;

/**
 * A secret without its value.
 *
 * @param id its id
 * @param name its name
 * @param version how often it was given a value
 * @param expires when it is to be removed, or {@code null} for never
 */
public record SecretSummary(String id, String name, int version, Instant expires) {}
