// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

/**
 * A member of the team that shares the vault.
 *
 * @param userId the name to sign in with
 * @param password the password; this is a demonstration
 * @param name the name for people
 * @param role what the member may do
 */
record Member(String userId, String password, String name, String role) {}
