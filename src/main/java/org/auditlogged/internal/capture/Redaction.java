// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.workos.Rendering;

/**
 * Takes secrets out of values, before anything else is done with them.
 *
 * <ol>
 *   <li>A value whose name {@linkplain SecretNames is secret} becomes {@code [redacted]}, whatever
 *       it is; {@code null} stays {@code null}.
 *   <li>Objects are {@linkplain RedactionPass gone through}: maps, collections, arrays, records.
 *   <li>Texts, numbers and every other object's text are {@linkplain SecretTexts searched}.
 * </ol>
 *
 * <p>Invariants: what was not looked at does not leave. Nothing is thrown but {@link
 * OutOfMemoryError}. Immutable, for any thread.
 */
public final class Redaction {
  public static final String REDACTED = SecretShapes.REDACTED;

  private final SecretNames names;
  private final SecretTexts texts;

  public Redaction(AuditConfig.Capture settings) {
    names = new SecretNames(settings.redact());
    texts = new SecretTexts(names);
  }

  /** Whether values of that name never leave. */
  boolean isSecret(String name) {
    return names.hits(name);
  }

  /** The request, in whose path the values of secret path parameters stand once more. */
  RequestFacts redact(RequestFacts request) {
    var path = request == null ? null : request.path();
    if (path == null) {
      return request;
    }
    for (var parameter : request.pathParams().entrySet()) {
      var value = parameter.getValue();
      if (value != null && !value.isBlank() && names.hitsAsId(parameter.getKey())) {
        path = path.replace(value, REDACTED);
      }
    }
    return path.equals(request.path())
        ? request
        : new RequestFacts(
            request.method(),
            path,
            request.route(),
            request.pathParams(),
            request.queryParams(),
            request.headers(),
            request.cookies(),
            request.peer());
  }

  /** Whether what it is called where it comes from is secret. */
  boolean isSecret(Source source) {
    for (var name : source.names()) {
      if (names.hits(name)) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #isSecret(Source)}, for the id of a target. */
  boolean isSecretId(Source source) {
    for (var name : source.names()) {
      if (names.hitsAsId(name)) {
        return true;
      }
    }
    return false;
  }

  /** The value without secrets; the given one is not changed. */
  public Object redact(String name, Object value) {
    boolean isPlain = value instanceof Integer || value instanceof Boolean;
    if (isPlain || value instanceof String) {
      boolean isSecret = name != null && names.hits(name);
      return isSecret ? REDACTED : isPlain ? value : texts.redact((String) value);
    }
    return value == null ? null : new RedactionPass(names, texts).redact(name, value, 0);
  }

  /** The event without secrets, in any of its texts; whole when it is given whole. */
  AuditEvent redact(AuditEvent event) {
    var context = event.context();
    return new AuditEvent(
        event.id(),
        redactText(event.organization()),
        redactText(event.action()),
        event.version(),
        event.occurredAt(),
        redact(event.actor()),
        redact(event.targets()),
        new AuditEvent.Context(redactText(context.location()), redactText(context.userAgent())),
        redact(event.metadata()));
  }

  // most have none, and are given back themselves

  AuditEvent.Actor redact(AuditEvent.Actor actor) {
    var type = redactText(actor.type());
    var id = redactText(actor.id());
    var name = redactText(actor.name());
    var metadata = redact(actor.metadata());
    boolean isSame =
        type == actor.type()
            && id == actor.id()
            && name == actor.name()
            && metadata == actor.metadata();
    return isSame ? actor : new AuditEvent.Actor(type, id, name, metadata);
  }

  AuditEvent.Target redact(AuditEvent.Target target) {
    var type = redactText(target.type());
    var id = redactText(target.id());
    var name = redactText(target.name());
    var metadata = redact(target.metadata());
    boolean isSame =
        type == target.type()
            && id == target.id()
            && name == target.name()
            && metadata == target.metadata();
    return isSame ? target : new AuditEvent.Target(type, id, name, metadata);
  }

  List<AuditEvent.Target> redact(List<AuditEvent.Target> targets) {
    List<AuditEvent.Target> redacted = null;
    int index = 0;
    for (var target : targets) {
      var clean = redact(target);
      if (clean != target) {
        redacted = redacted == null ? new ArrayList<>(targets) : redacted;
        redacted.set(index, clean);
      }
      index++;
    }
    return redacted == null ? targets : redacted;
  }

  /** Values by their names, and the names as texts. */
  Map<String, Object> redact(Map<String, Object> metadata) {
    Map<String, Object> redacted = null;
    int seen = 0;
    for (var each : metadata.entrySet()) {
      var name = redactText(each.getKey());
      var value = redact(each.getKey(), each.getValue());
      if (redacted == null && (name != each.getKey() || value != each.getValue())) {
        redacted = first(seen, metadata);
      }
      if (redacted != null) {
        RedactionPass.put(redacted, name, value);
      }
      seen++;
    }
    return redacted == null ? metadata : redacted;
  }

  private static Map<String, Object> first(int count, Map<String, Object> metadata) {
    var first = new LinkedHashMap<String, Object>();
    for (var each : metadata.entrySet()) {
      if (first.size() == count) {
        break;
      }
      first.put(each.getKey(), each.getValue());
    }
    return first;
  }

  /**
   * The value's text without secrets. What can be gone through is, before it is asked for its text.
   * Throws what a foreign {@code toString} does.
   */
  String text(Object value) {
    boolean isSimple = value instanceof String || !RedactionPass.hasParts(value);
    return isSimple
        ? redactText(value.toString())
        : Rendering.text(redact(null, value), SecretTexts.LONGEST);
  }

  /** The text without secrets; {@code null} stays {@code null}. */
  public String redactText(String text) {
    return text == null ? null : texts.redact(text);
  }
}
