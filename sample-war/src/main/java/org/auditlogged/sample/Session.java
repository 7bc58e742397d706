// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

/**
 * Who signed in.
 *
 * @param userId the user
 * @param name the user's name
 * @param role what the user may do
 * @param team the team the user belongs to
 * @param owner who owns that team
 */
public record Session(String userId, String name, String role, String team, String owner) {}
