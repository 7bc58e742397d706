// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * One audited act, final: who did what, on what, when and from where. Immutable and safe between
 * threads.
 *
 * <p>It is also the asynchronous CDI event that is fired once the event is safe in the outbox: any
 * bean may {@code @ObservesAsync AuditEvent}. What it calls then must not be audited: each event
 * would make the next.
 *
 * <p>Built in code with {@link #action(String)}; what is left out there ({@code organization},
 * {@code actor}, {@code context}) is {@code null} until {@link AuditLog#record(AuditEvent)} fills
 * it in.
 *
 * @param id the event's random id, which is WorkOS's idempotency key on every sending
 * @param organization the WorkOS organization, {@code org_…}; {@code null} when none is known
 * @param action what was done, {@code noun.verb}
 * @param version the schema version it is judged by; 0 when left out, and when it is pinned by
 *     {@code auditlogged.lock} before the event is recorded
 * @param occurredAt when the act began
 * @param actor who did it
 * @param targets on what, in order; unmodifiable
 * @param context from where
 * @param metadata further facts, in order; unmodifiable
 */
public record AuditEvent(
    UUID id,
    String organization,
    String action,
    int version,
    Instant occurredAt,
    Actor actor,
    List<Target> targets,
    Context context,
    Map<String, Object> metadata) {

  /**
   * Checks and copies.
   *
   * @throws NullPointerException when id, action, occurredAt, targets or metadata is missing
   * @throws IllegalArgumentException when the action is blank or the version is negative
   */
  public AuditEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(occurredAt, "occurredAt");
    if (Objects.requireNonNull(action, "action").isBlank()) {
      throw new IllegalArgumentException("action must not be blank");
    }
    if (version < 0) {
      throw new IllegalArgumentException("version must be 0 or more, was " + version);
    }
    targets = List.copyOf(targets);
    metadata = Metadata.copy(metadata);
  }

  /**
   * Who acts.
   *
   * @param type the kind of actor: {@code user}, {@code service}, {@code anonymous}, {@code system}
   * @param id the actor's id
   * @param name the actor's name, or {@code null}
   * @param metadata further facts; unmodifiable
   */
  public record Actor(String type, String id, String name, Map<String, Object> metadata) {
    /** Copies; a type or id that is missing or blank is {@code unknown}. */
    public Actor {
      type = known(type);
      id = known(id);
      metadata = Metadata.copy(metadata);
    }
  }

  /**
   * What is acted on.
   *
   * @param type the kind of thing
   * @param id the thing's id
   * @param name the thing's name, or {@code null}
   * @param metadata further facts; unmodifiable
   */
  public record Target(String type, String id, String name, Map<String, Object> metadata) {
    /** Copies; a type or id that is missing or blank is {@code unknown}. */
    public Target {
      type = known(type);
      id = known(id);
      metadata = Metadata.copy(metadata);
    }
  }

  /**
   * From where.
   *
   * @param location the client's address, {@code unknown}, or {@code internal} without a request
   * @param userAgent the client's user agent, or {@code null}
   */
  public record Context(String location, String userAgent) {
    /** A location that is missing or blank is {@code unknown}. */
    public Context {
      location = known(location);
    }
  }

  /**
   * Starts an event of the given action, which occurs now.
   *
   * @param action what was done, {@code noun.verb}; not blank
   * @return a builder, for one thread
   */
  public static Builder action(String action) {
    return new Builder(action);
  }

  /** A missing id costs itself, and neither the event nor the business method that gave it. */
  private static String known(String text) {
    return text == null || text.isBlank() ? "unknown" : text;
  }

  /** Builds an {@link AuditEvent}. For one thread. */
  public static final class Builder {
    private final String action;
    private final List<Target> targets = new ArrayList<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private int version;
    private String organization;
    private Instant occurredAt;
    private Actor actor;
    private String location;
    private String userAgent;

    private Builder(String action) {
      this.action = action;
    }

    /**
     * Sets the schema version.
     *
     * @param version 0 to leave it out
     * @return this
     */
    public Builder version(int version) {
      this.version = version;
      return this;
    }

    /**
     * Sets the organization.
     *
     * @param organization {@code org_…}; {@code null} for the configured one
     * @return this
     */
    public Builder organization(String organization) {
      this.organization = organization;
      return this;
    }

    /**
     * Sets when it occurred.
     *
     * @param occurredAt {@code null} for now
     * @return this
     */
    public Builder occurredAt(Instant occurredAt) {
      this.occurredAt = occurredAt;
      return this;
    }

    /**
     * Sets the actor.
     *
     * @param type the kind of actor
     * @param id its id
     * @return this
     */
    public Builder actor(String type, String id) {
      return actor(new Actor(type, id, null, Map.of()));
    }

    /**
     * Sets the actor.
     *
     * @param actor the actor; {@code null} for the caller, else the application itself
     * @return this
     */
    public Builder actor(Actor actor) {
      this.actor = actor;
      return this;
    }

    /**
     * Adds a target.
     *
     * @param type the kind of thing
     * @param id its id
     * @return this
     */
    public Builder target(String type, String id) {
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
    public Builder target(String type, String id, String name) {
      return target(new Target(type, id, name, Map.of()));
    }

    /**
     * Adds a target.
     *
     * @param target the target
     * @return this
     */
    public Builder target(Target target) {
      targets.add(Objects.requireNonNull(target, "target"));
      return this;
    }

    /**
     * Adds a metadatum of the event.
     *
     * @param name the key
     * @param value the value; {@code null} is left out
     * @return this
     */
    public Builder metadata(String name, Object value) {
      metadata.put(Objects.requireNonNull(name, "metadata name"), value);
      return this;
    }

    /**
     * Sets from where.
     *
     * @param location an address or another identifier; default: the caller's, else {@code
     *     internal}
     * @return this
     */
    public Builder location(String location) {
      this.location = location;
      return this;
    }

    /**
     * Sets the user agent; it is kept only together with a {@linkplain #location(String) location}.
     *
     * @param userAgent the user agent, or {@code null}
     * @return this
     */
    public Builder userAgent(String userAgent) {
      this.userAgent = userAgent;
      return this;
    }

    /**
     * Builds the event, with a new random id.
     *
     * @return the event
     * @throws NullPointerException when the action is {@code null}
     * @throws IllegalArgumentException when the action is blank or the version is negative
     */
    public AuditEvent build() {
      return new AuditEvent(
          UUID.randomUUID(),
          organization,
          action,
          version,
          occurredAt == null ? Instant.now() : occurredAt,
          actor,
          targets,
          location == null || location.isBlank() ? null : new Context(location, userAgent),
          metadata);
    }
  }
}
