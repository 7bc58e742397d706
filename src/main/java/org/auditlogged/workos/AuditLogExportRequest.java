// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Which events an export has: those of one organization in a range of time, and of them those that
 * every filter lets through; an empty filter lets all through. Immutable and safe between threads.
 *
 * <pre>{@code
 * AuditLogExportRequest.of("org_…", from, to).actions("secret.read", "secret.deleted").targets("secret")
 * }</pre>
 *
 * @param organization the organization
 * @param from the beginning of the range; WorkOS has the last three months
 * @param to its end
 * @param actions names of actions; unmodifiable
 * @param actorNames names of actors; unmodifiable
 * @param actorIds ids of actors; unmodifiable
 * @param targets types of targets; unmodifiable
 */
public record AuditLogExportRequest(
    String organization,
    Instant from,
    Instant to,
    List<String> actions,
    List<String> actorNames,
    List<String> actorIds,
    List<String> targets) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when the organization is blank or the range does not end after
   *     it begins
   */
  public AuditLogExportRequest {
    if (Objects.requireNonNull(organization, "organization").isBlank()) {
      throw new IllegalArgumentException("organization must not be blank");
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "the range must end after it begins, was %s to %s".formatted(from, to));
    }
    actions = List.copyOf(actions);
    actorNames = List.copyOf(actorNames);
    actorIds = List.copyOf(actorIds);
    targets = List.copyOf(targets);
  }

  /**
   * All events of an organization in a range of time.
   *
   * @param organization the organization
   * @param from the beginning of the range
   * @param to its end
   * @return the request, without filters
   */
  public static AuditLogExportRequest of(String organization, Instant from, Instant to) {
    return new AuditLogExportRequest(
        organization, from, to, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Of them those of some actions.
   *
   * @param names the actions
   * @return a copy with this filter
   */
  public AuditLogExportRequest actions(String... names) {
    return new AuditLogExportRequest(
        organization, from, to, List.of(names), actorNames, actorIds, targets);
  }

  /**
   * Of them those of actors with some names.
   *
   * @param names the names
   * @return a copy with this filter
   */
  public AuditLogExportRequest actorNames(String... names) {
    return new AuditLogExportRequest(
        organization, from, to, actions, List.of(names), actorIds, targets);
  }

  /**
   * Of them those of some actors.
   *
   * @param ids their ids
   * @return a copy with this filter
   */
  public AuditLogExportRequest actorIds(String... ids) {
    return new AuditLogExportRequest(
        organization, from, to, actions, actorNames, List.of(ids), targets);
  }

  /**
   * Of them those on some types of targets.
   *
   * @param types the types
   * @return a copy with this filter
   */
  public AuditLogExportRequest targets(String... types) {
    return new AuditLogExportRequest(
        organization, from, to, actions, actorNames, actorIds, List.of(types));
  }
}
