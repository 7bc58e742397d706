// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.util.Map;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditEvent.Target;

/**
 * How many bytes the body of a fitted event has, without making it. Invariant: exactly what {@link
 * EventWriter} writes. Each field counts with the comma or bracket behind it. Pure; for any thread.
 */
final class JsonSize {
  /** What metadata take beside their fields. */
  static final int METADATA = 13;

  private static final int TIME = 26;

  private JsonSize() {}

  static long of(AuditEvent event) {
    long size = field("action", event.action()) + name("occurred_at") + TIME + 1;
    if (event.version() > 0) {
      size += field("version", event.version());
    }
    var actor = event.actor();
    if (actor != null) {
      size += name("actor") + 2 + party(actor.type(), actor.id(), actor.name(), actor.metadata());
    }
    size += name("targets") + (event.targets().isEmpty() ? 3 : 2);
    for (var target : event.targets()) {
      size += of(target);
    }
    var context = event.context();
    if (context != null) {
      size += name("context") + 2 + field("location", context.location());
      size += field("user_agent", context.userAgent());
    }
    size += metadata(event.metadata());
    return 1 + field("organization_id", event.organization()) + name("event") + 1 + size + 1;
  }

  static long of(Target target) {
    return 2 + party(target.type(), target.id(), target.name(), target.metadata());
  }

  private static long party(String type, String id, String name, Map<String, Object> metadata) {
    return field("type", type) + field("id", id) + field("name", name) + metadata(metadata);
  }

  private static long metadata(Map<String, Object> metadata) {
    long size = metadata.isEmpty() ? 0 : METADATA;
    for (var each : metadata.entrySet()) {
      size += field(each.getKey(), each.getValue());
    }
    return size;
  }

  /** What metadata take at least, however much their texts are cut. */
  static long least(Map<String, Object> metadata, int text) {
    long size = 0;
    for (var each : metadata.entrySet()) {
      size += name(each.getKey()) + Math.min(text, value(each.getValue())) + 1;
    }
    return size;
  }

  static int field(String name, Object value) {
    return value == null ? 0 : name(name) + value(value) + 1;
  }

  static int value(Object value) {
    return value instanceof String text ? text(text) : value.toString().length();
  }

  private static int name(String name) {
    return text(name) + 1;
  }

  /** In UTF-8, with its quotes; control characters there are none. */
  private static int text(String text) {
    int size = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        size += c == '"' || c == '\\' ? 2 : 1;
      } else {
        // half of a pair is half of four
        size += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return size;
  }
}
