// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.util.List;
import java.util.Map;

/**
 * The event of the audited call that is under way, while it can still be changed.
 *
 * <ol>
 *   <li>{@code @Inject AuditDraft} anywhere: each use speaks of the innermost audited call of the
 *       current thread, or of the audited request in whose scope the thread is.
 *   <li>{@code void mask(@Observes AuditDraft draft)}: called synchronously just before the event
 *       is made final, after the method, with everything known. The one hook for masking and
 *       enriching. An observer that throws costs a warning, not the event. It uses the draft that
 *       it is given; what it calls is not audited, or it would never end.
 *   <li>What is set here wins over annotations, resolver and configuration.
 * </ol>
 *
 * <p>The injected draft may be used from any thread that belongs to the call; changes made after
 * the event was made final have no effect. Outside of an audited call every method throws {@link
 * IllegalStateException}.
 */
public interface AuditDraft {

  /**
   * Adds a target.
   *
   * @param type the kind of thing
   * @param id its id
   * @return this
   */
  default AuditDraft target(String type, String id) {
    return target(type, id, null);
  }

  /**
   * Adds a target.
   *
   * @param type the kind of thing
   * @param id its id
   * @param name its name, or {@code null}
   * @return this
   */
  AuditDraft target(String type, String id, String name);

  /**
   * Sets a metadatum of the event.
   *
   * @param name the key
   * @param value the value; {@code null} removes it
   * @return this
   */
  AuditDraft metadata(String name, Object value);

  /**
   * Sets who acts.
   *
   * @param type the kind of actor
   * @param id its id
   * @return this
   */
  default AuditDraft actor(String type, String id) {
    return actor(type, id, null);
  }

  /**
   * Sets who acts.
   *
   * @param type the kind of actor
   * @param id its id
   * @param name its name, or {@code null}
   * @return this
   */
  AuditDraft actor(String type, String id, String name);

  /**
   * Sets a metadatum of the actor.
   *
   * @param name the key
   * @param value the value; {@code null} removes it
   * @return this
   */
  AuditDraft actorMetadata(String name, Object value);

  /**
   * Sets the organization.
   *
   * @param organization {@code org_…}
   * @return this
   */
  AuditDraft organization(String organization);

  /**
   * Sets the action.
   *
   * @param action {@code noun.verb}; not blank
   * @return this
   * @throws IllegalArgumentException when it is blank
   */
  AuditDraft action(String action);

  /**
   * Sets the schema version.
   *
   * @param version 0 to leave it out
   * @return this
   * @throws IllegalArgumentException when it is negative
   */
  AuditDraft version(int version);

  /**
   * Sets from where the call came.
   *
   * @param location an address or another identifier
   * @return this
   */
  AuditDraft location(String location);

  /** Records nothing for this call. Cannot be taken back. */
  void discard();

  /**
   * The action as it stands.
   *
   * @return the action
   */
  String action();

  /**
   * The outcome, once it is known; an observer always sees it.
   *
   * @return the outcome, or {@code null} while the call runs
   */
  AuditOutcome outcome();

  /**
   * Who acts, as far as known; an observer always sees it.
   *
   * @return the actor, or {@code null}
   */
  AuditEvent.Actor actor();

  /**
   * The organization as it stands; an observer sees the final one.
   *
   * @return the organization, or {@code null}
   */
  String organization();

  /**
   * From where the call came, as far as known; an observer always sees it.
   *
   * @return the location, or {@code null}
   */
  String location();

  /**
   * The targets as they stand. While the method runs: those added here. In an observer: all of
   * them.
   *
   * @return a list that may be changed
   */
  List<AuditEvent.Target> targets();

  /**
   * The metadata of the event as they stand. While the method runs: those set here. In an observer:
   * all of them.
   *
   * @return a map that may be changed
   */
  Map<String, Object> metadata();
}
