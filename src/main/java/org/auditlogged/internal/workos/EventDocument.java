// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auditlogged.AuditEvent;

/**
 * The body of {@code POST /audit_logs/events}, in WorkOS's names and in this order:
 *
 * <pre>
 * organization_id
 * event
 *   action, occurred_at, version
 *   actor    type, id, name, metadata
 *   targets  [type, id, name, metadata]
 *   context  location, user_agent
 *   metadata
 * </pre>
 *
 * <p>Invariant: what is absent is left out; WorkOS's types allow no nulls. The event has to fit
 * WorkOS's limits already. Classes with public fields, because not every JSON-B that an application
 * meets can write records: some write {@code {}} and say nothing. Fields are named as on the wire,
 * because JSON-Bs differ on which name an order means. Immutable.
 */
@JsonbPropertyOrder({"organization_id", "event"})
public final class EventDocument {
  // always three digits, which Instant's own text has not
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public final String organization_id;
  public final Event event;

  EventDocument(AuditEvent fitted) {
    organization_id = fitted.organization();
    event = new Event(fitted);
  }

  static String time(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /** What happened. */
  @JsonbPropertyOrder({
    "action",
    "occurred_at",
    "version",
    "actor",
    "targets",
    "context",
    "metadata"
  })
  public static final class Event {
    public final String action;
    public final String occurred_at;
    public final Integer version;
    public final Party actor;
    public final List<Party> targets;
    public final Context context;
    public final Map<String, Object> metadata;

    Event(AuditEvent fitted) {
      action = fitted.action();
      occurred_at = time(fitted.occurredAt());
      version = fitted.version() == 0 ? null : fitted.version();
      actor = fitted.actor() == null ? null : Party.of(fitted.actor());
      targets = fitted.targets().stream().map(Party::of).toList();
      context = fitted.context() == null ? null : new Context(fitted.context());
      metadata = metadata(fitted.metadata());
    }
  }

  /** The actor, or a target. */
  @JsonbPropertyOrder({"type", "id", "name", "metadata"})
  public static final class Party {
    public final String type;
    public final String id;
    public final String name;
    public final Map<String, Object> metadata;

    private Party(String type, String id, String name, Map<String, Object> metadata) {
      this.type = type;
      this.id = id;
      this.name = name;
      this.metadata = metadata(metadata);
    }

    static Party of(AuditEvent.Actor actor) {
      return new Party(actor.type(), actor.id(), actor.name(), actor.metadata());
    }

    static Party of(AuditEvent.Target target) {
      return new Party(target.type(), target.id(), target.name(), target.metadata());
    }
  }

  /** From where. */
  @JsonbPropertyOrder({"location", "user_agent"})
  public static final class Context {
    public final String location;
    public final String user_agent;

    Context(AuditEvent.Context context) {
      location = context.location();
      user_agent = context.userAgent();
    }
  }

  private static Map<String, Object> metadata(Map<String, Object> metadata) {
    if (metadata.isEmpty()) {
      return null;
    }
    var values = new LinkedHashMap<String, Object>();
    metadata.forEach((key, value) -> values.put(key, number(value)));
    return values;
  }

  /** Types that every JSON-B writes as a plain number; a float by its own digits. */
  private static Object number(Object value) {
    return value instanceof Float || value instanceof Short || value instanceof Byte
        ? new BigDecimal(value.toString())
        : value;
  }
}
