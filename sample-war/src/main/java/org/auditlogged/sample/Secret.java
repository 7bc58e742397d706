// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import java.time.Instant;

/**
 * A secret as the vault keeps it.
 *
 * @param id its id
 * @param name its name
 * @param value what is secret
 * @param version how often it was given a value
 * @param expires when it is to be removed, or {@code null} for never
 */
record Secret(String id, String name, String value, int version, Instant expires) {

  Secret changed(String newName, String newValue, Instant newExpires) {
    return new Secret(id, newName, newValue, version + 1, newExpires);
  }

  boolean expiredAt(Instant now) {
    return expires != null && !expires.isAfter(now);
  }

  SecretSummary summary() {
    return new SecretSummary(id, name, version, expires);
  }
}
