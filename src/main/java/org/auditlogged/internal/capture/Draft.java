// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditOutcome;

/**
 * The event of one call while the call runs: what the container saw of the call, and what the
 * application says of it. Invariant: once it is settled nothing changes the event. For any thread;
 * all state is behind the draft's own lock.
 */
public final class Draft extends ObservedCall implements AuditDraft {
  // what the application said; null where it said nothing
  private String action;
  private Integer version;
  private String organization;
  private AuditEvent.Actor actor;
  private String location;
  // handed out to the application, hence with locks of their own; a null value takes a key out
  private final List<AuditEvent.Target> targets = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Object> metadata = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Object> actorMetadata = new LinkedHashMap<>();

  private AuditOutcome outcome;
  private boolean isDiscarded;

  /**
   * A draft of a call that begins now.
   *
   * @param request the request's facts, or {@code null} without a request
   */
  public Draft(AuditPoint point, RequestFacts request, Instant occurredAt) {
    super(point, request, occurredAt);
  }

  private Draft(Draft other) {
    super(other);
    action = other.action;
    version = other.version;
    organization = other.organization;
    actor = other.actor;
    location = other.location;
    targets.addAll(Shared.copy(other.targets));
    metadata.putAll(Shared.copy(other.metadata));
    actorMetadata.putAll(other.actorMetadata);
    outcome = other.outcome;
    isDiscarded = other.isDiscarded;
  }

  /** What is known of the call by now, on which nothing that happens later has any effect. */
  synchronized Draft copy() {
    return new Draft(this);
  }

  public synchronized boolean isDiscarded() {
    return isDiscarded;
  }

  synchronized Scope scope() {
    return new Scope(point().parameters(), arguments(), request(), actor(), ending());
  }

  synchronized int version() {
    return version == null ? point().act().version() : version;
  }

  /** What was seen of the actor, without secrets; what was added since stays on top of it. */
  synchronized void redacted(AuditEvent.Actor seen, AuditEvent.Actor redacted) {
    actor = redacted;
    // a null stays: it takes a key out
    actorMetadata
        .entrySet()
        .removeIf(e -> e.getValue() != null && e.getValue() == seen.metadata().get(e.getKey()));
  }

  /**
   * Whoever knows better than status and exception: the end of a transaction, the end of a request.
   */
  public synchronized void outcome(AuditOutcome outcome) {
    this.outcome = outcome;
  }

  /** Nobody has answered, or what was answered has not left: no success, whatever it was. */
  public synchronized void unanswered() {
    if (Endings.outcome(ending()) == AuditOutcome.SUCCESS) {
      outcome = AuditOutcome.FAILURE;
    }
  }

  synchronized void actor(AuditEvent.Actor actor) {
    this.actor = actor;
  }

  @Override
  public synchronized AuditDraft target(String type, String id, String name) {
    targets.add(new AuditEvent.Target(type, id, name, Map.of()));
    return this;
  }

  @Override
  public synchronized AuditDraft metadata(String name, Object value) {
    return set(metadata, name, value);
  }

  @Override
  public synchronized AuditDraft actor(String type, String id, String name) {
    actor = new AuditEvent.Actor(type, id, name, Map.of());
    return this;
  }

  @Override
  public synchronized AuditDraft actorMetadata(String name, Object value) {
    return set(actorMetadata, name, value);
  }

  @Override
  public synchronized AuditDraft organization(String organization) {
    this.organization = organization;
    return this;
  }

  @Override
  public synchronized AuditDraft action(String action) {
    if (Objects.requireNonNull(action, "action").isBlank()) {
      throw new IllegalArgumentException("action must not be blank");
    }
    this.action = action;
    return this;
  }

  @Override
  public synchronized AuditDraft version(int version) {
    if (version < 0) {
      throw new IllegalArgumentException("version must be 0 or more, was " + version);
    }
    this.version = version;
    return this;
  }

  @Override
  public synchronized AuditDraft location(String location) {
    this.location = location;
    return this;
  }

  @Override
  public synchronized void discard() {
    isDiscarded = true;
  }

  @Override
  public synchronized String action() {
    return action == null ? point().act().action() : action;
  }

  @Override
  public synchronized AuditOutcome outcome() {
    return outcome;
  }

  @Override
  public synchronized AuditEvent.Actor actor() {
    if (actor == null || actorMetadata.isEmpty()) {
      return actor;
    }
    var all = new LinkedHashMap<>(actor.metadata());
    all.putAll(actorMetadata);
    return new AuditEvent.Actor(actor.type(), actor.id(), actor.name(), all);
  }

  @Override
  public synchronized String organization() {
    return organization;
  }

  @Override
  public synchronized String location() {
    return location;
  }

  @Override
  public synchronized List<AuditEvent.Target> targets() {
    return targets;
  }

  @Override
  public synchronized Map<String, Object> metadata() {
    return metadata;
  }

  private AuditDraft set(Map<String, Object> map, String name, Object value) {
    map.put(Objects.requireNonNull(name, "metadata name"), value);
    return this;
  }
}
