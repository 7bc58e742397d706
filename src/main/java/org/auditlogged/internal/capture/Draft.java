// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditOutcome;
import org.auditlogged.Caller;

/**
 * The event of one call while the call runs: what the container saw of the call, and what the
 * application said.
 *
 * <p>Invariants: it is settled once, by whoever comes first, and afterwards nothing changes the
 * event. For any thread; all state is behind the draft's own lock.
 */
public final class Draft implements AuditDraft {
  private final UUID id = UUID.randomUUID();
  private final AuditPoint point;
  private final RequestFacts request;
  private final Instant occurredAt;

  // what the container saw
  private boolean isEntered;
  private Object[] arguments;
  private Caller caller;
  private Object result;
  private Throwable exception;
  private int status;

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
  private boolean isSettled;

  /**
   * A draft of a call that begins now.
   *
   * @param request the request's facts, or {@code null} without a request
   */
  public Draft(AuditPoint point, RequestFacts request, Instant occurredAt) {
    this.point = point;
    this.request = request;
    this.occurredAt = occurredAt;
  }

  UUID id() {
    return id;
  }

  public AuditPoint point() {
    return point;
  }

  public RequestFacts request() {
    return request;
  }

  Instant occurredAt() {
    return occurredAt;
  }

  /** The method is about to run. */
  public synchronized void entered(Object[] arguments) {
    isEntered = true;
    this.arguments = arguments.clone();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof AsyncResponse || arguments[i] instanceof SseEventSink) {
        // nothing to tell of, and it would hold on to the request for as long as nobody answers
        this.arguments[i] = null;
      }
    }
  }

  public synchronized boolean isEntered() {
    return isEntered;
  }

  /** Whether the method has left the answer to somebody who will give it later. */
  public synchronized boolean isAnsweredLater() {
    return isEntered && exception == null && point.place().isAsynchronous();
  }

  /** Lets go of the application's objects: whoever still knows the draft must not keep them. */
  synchronized void forget() {
    arguments = new Object[0];
    result = null;
    exception = null;
  }

  /** Who calls, asked for once. */
  public synchronized void calledBy(Caller caller) {
    this.caller = caller;
  }

  public synchronized Caller caller() {
    return caller;
  }

  /**
   * The method returned. Nothing is no answer: where another thread answers for it, that may have
   * come before this.
   */
  public synchronized void returned(Object result) {
    if (result != null) {
      this.result = result;
    }
  }

  /** What the result stood for is known, as a stage's value or failure is once it is done. */
  public synchronized void completed(Object value, Throwable failure) {
    if (failure != null) {
      failed(Endings.cause(failure));
    }
    result = value;
  }

  /** What the method returned, or {@code null}. */
  public synchronized Object result() {
    return result;
  }

  /** The call failed. The first failure is the one that is told. */
  public synchronized void failed(Throwable exception) {
    if (this.exception == null) {
      this.exception = exception;
    }
  }

  /** The response has this status. */
  public synchronized void answered(int status) {
    this.status = status;
  }

  /** Whether the caller now has to settle it: true once. */
  synchronized boolean settle() {
    boolean first = !isSettled;
    isSettled = true;
    return first;
  }

  public synchronized boolean isSettled() {
    return isSettled;
  }

  synchronized boolean isDiscarded() {
    return isDiscarded;
  }

  synchronized Scope scope() {
    return new Scope(
        point.parameters(),
        arguments,
        request,
        actor(),
        new Scope.Ending(result, exception, status));
  }

  synchronized int version() {
    return version == null ? point.act().version() : version;
  }

  /** What was set here, which comes on top of the actor's own. */
  synchronized Map<String, Object> actorMetadata() {
    return actorMetadata;
  }

  /**
   * Whoever knows better than status and exception: the end of a transaction, the end of a request.
   */
  public synchronized void outcome(AuditOutcome outcome) {
    this.outcome = outcome;
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
    return action == null ? point.act().action() : action;
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
