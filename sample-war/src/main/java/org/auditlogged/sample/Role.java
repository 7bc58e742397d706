// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

/** The roles of the vault. */
final class Role {
  /** May do everything. */
  static final String ADMIN = "admin";

  /** May create, read and rotate. */
  static final String USER = "user";

  private Role() {}
}
