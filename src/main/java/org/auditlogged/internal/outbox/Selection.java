// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.util.UUID;

/**
 * Which parked entries are meant: those for which all that is given holds, so all of them when
 * nothing is.
 *
 * @param id the event's id, or {@code null} for any
 * @param action its action, or {@code null} for any
 * @param organization its organization, or {@code null} for any
 */
public record Selection(UUID id, String action, String organization) {
  public static final Selection ALL = new Selection(null, null, null);

  public static Selection of(UUID id) {
    return new Selection(id, null, null);
  }

  public static Selection ofAction(String action) {
    return new Selection(null, action, null);
  }

  public static Selection ofOrganization(String organization) {
    return new Selection(null, null, organization);
  }

  boolean has(Entry entry) {
    return (id == null || id.equals(entry.id()))
        && (action == null || action.equals(entry.action()))
        && (organization == null || organization.equals(entry.organization()));
  }
}
