// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.stream.JsonGenerator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
 * WorkOS's limits already. Written as a stream, because every audited call waits for it. For one
 * thread.
 */
record EventDocument(JsonGenerator json) {
  private static final String METADATA = "metadata";

  void write(AuditEvent fitted) {
    json.writeStartObject();
    text("organization_id", fitted.organization());
    json.writeStartObject("event");
    json.write("action", fitted.action());
    json.write("occurred_at", time(fitted.occurredAt()));
    if (fitted.version() > 0) {
      json.write("version", fitted.version());
    }
    var actor = fitted.actor();
    if (actor != null) {
      json.writeStartObject("actor");
      party(actor.type(), actor.id(), actor.name(), actor.metadata());
    }
    json.writeStartArray("targets");
    for (var target : fitted.targets()) {
      json.writeStartObject();
      party(target.type(), target.id(), target.name(), target.metadata());
    }
    json.writeEnd();
    var context = fitted.context();
    if (context != null) {
      json.writeStartObject("context").write("location", context.location());
      text("user_agent", context.userAgent());
      json.writeEnd();
    }
    metadata(fitted.metadata());
    json.writeEnd().writeEnd();
  }

  /** What of an actor and a target is the same, and its end. */
  private void party(String type, String id, String name, Map<String, Object> metadata) {
    json.write("type", type).write("id", id);
    text("name", name);
    metadata(metadata);
    json.writeEnd();
  }

  private void text(String name, String text) {
    if (text != null) {
      json.write(name, text);
    }
  }

  private void metadata(Map<String, Object> metadata) {
    if (!metadata.isEmpty()) {
      json.writeStartObject(METADATA);
      metadata.forEach(this::value);
      json.writeEnd();
    }
  }

  private void value(String name, Object value) {
    if (value instanceof Boolean is) {
      json.write(name, is);
    } else if (value instanceof Integer number) {
      json.write(name, number);
    } else if (value instanceof Long number) {
      json.write(name, number);
    } else if (value instanceof Double number) {
      json.write(name, number);
    } else if (value instanceof BigInteger number) {
      json.write(name, number);
    } else if (value instanceof Number number) {
      // a float by its own digits
      json.write(name, new BigDecimal(number.toString()));
    } else {
      json.write(name, value.toString());
    }
  }

  /** Always three digits of a second, which an instant's own text has not; of years 0 to 9999. */
  static String time(Instant instant) {
    var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    var text = new StringBuilder(24);
    digits(text, time.getYear(), 1000).append('-');
    digits(text, time.getMonthValue(), 10).append('-');
    digits(text, time.getDayOfMonth(), 10).append('T');
    digits(text, time.getHour(), 10).append(':');
    digits(text, time.getMinute(), 10).append(':');
    digits(text, time.getSecond(), 10).append('.');
    return digits(text, instant.getNano() / 1_000_000, 100).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int first) {
    for (int digit = first; digit > 0; digit /= 10) {
      text.append((char) ('0' + number / digit % 10));
    }
    return text;
  }
}
