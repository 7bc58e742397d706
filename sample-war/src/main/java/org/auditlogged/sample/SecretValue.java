// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

/**
 * A secret, disclosed.
 *
 * @param id its id
 * @param name its name
 * @param value what is secret
 */
public record SecretValue(String id, String name, String value) {}
