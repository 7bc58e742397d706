// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.Caller;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * Makes the event of a draft whose call has ended. What the application said wins over annotations,
 * these over the caller, this over the configuration; a value that cannot be read costs itself
 * only. For any thread.
 */
public final class Assembler {
  private static final Log LOG = Log.of(Assembler.class);

  private final String organization;
  private final AutomaticMetadata automatic;
  private final Redaction redaction;
  private final ClientAddress clientAddress;
  private final Consumer<AuditDraft> observers;

  /**
   * An assembler.
   *
   * @param organization where nothing else gives one, or {@code null}
   * @param observers told of each draft just before it becomes final
   */
  public Assembler(
      String organization,
      AutomaticMetadata automatic,
      Redaction redaction,
      ClientAddress clientAddress,
      Consumer<AuditDraft> observers) {
    this.organization = organization;
    this.automatic = automatic;
    this.redaction = redaction;
    this.clientAddress = clientAddress;
    this.observers = observers;
  }

  /** The event; empty when it was discarded or nobody wants to know of such an outcome. */
  Optional<AuditEvent> assemble(Draft draft) {
    Endings.settle(draft);
    if (draft.outcome() == null) {
      draft.outcome(Endings.outcome(draft.ending()));
    }
    if (draft.isDiscarded() || !draft.point().act().on().contains(draft.outcome())) {
      return Optional.empty();
    }
    if (!draft.isRead()) {
      complete(draft);
    }
    redact(draft);
    tell(draft);
    // again, and nothing is looked at after it: an observer or another thread may have brought a
    // secret back by accident
    return draft.isDiscarded() ? Optional.empty() : Optional.of(redaction.redact(event(draft)));
  }

  /**
   * Reads what annotations name, for a draft whose call has returned but not ended: later an
   * argument may say something else, and an entity nothing any more.
   */
  void readAhead(Draft draft) {
    Endings.settle(draft);
    try {
      if (!draft.isDiscarded()) {
        complete(draft);
        // which copies
        redact(draft);
      }
    } finally {
      draft.read();
    }
  }

  /** Fills in what an event built by the application left out. */
  AuditEvent complete(AuditEvent event, Caller caller, RequestFacts request) {
    var context = event.context();
    if (context == null) {
      context = new AuditEvent.Context(location(request), userAgent(request));
    }
    var actor = event.actor() == null ? actor(caller) : event.actor();
    return redaction.redact(
        new AuditEvent(
            event.id(),
            first(event.organization(), caller.organization(), organization),
            event.action(),
            event.version(),
            event.occurredAt(),
            actor,
            event.targets(),
            context,
            event.metadata()));
  }

  private static AuditEvent.Actor actor(Caller caller) {
    return new AuditEvent.Actor(caller.type(), caller.id(), caller.name(), caller.metadata());
  }

  /** Puts everything that is known into the draft, where observers see it. */
  private void complete(Draft draft) {
    var caller = draft.caller();
    if (draft.actor() == null) {
      draft.actor(actor(caller));
    }
    var scope = draft.scope().with(redaction.redact(draft.request()));
    var fields = draft.point().fields();
    if (isBlank(draft.organization())) {
      var expressed = text(fields.organization(), "organization", "", draft, scope);
      draft.organization(first(expressed, caller.organization(), organization));
    }
    if (isBlank(draft.location())) {
      draft.location(location(draft.request()));
    }
    var said = Shared.copy(draft.metadata());
    var metadata = read(fields.metadata(), draft, scope);
    metadata.putAll(said);
    // taken out by the application
    metadata.values().removeIf(Objects::isNull);
    Shared.replace(draft.metadata(), said, metadata);

    if (!fields.actorMetadata().isEmpty()) {
      var actor = draft.actor();
      var actorMetadata = new LinkedHashMap<>(actor.metadata());
      read(fields.actorMetadata(), draft, scope).forEach(actorMetadata::putIfAbsent);
      draft.actor(new AuditEvent.Actor(actor.type(), actor.id(), actor.name(), actorMetadata));
    }

    var targets = new ArrayList<AuditEvent.Target>(fields.targets().size());
    for (var each : fields.targets()) {
      target(each, draft, scope).ifPresent(targets::add);
    }
    var more = Shared.copy(draft.targets());
    targets.addAll(more);
    Shared.replace(draft.targets(), more, targets);
  }

  private Optional<AuditEvent.Target> target(
      AuditPoint.TargetFields fields, Draft draft, Scope scope) {
    var id = text(fields.id(), "target", fields.type(), draft, scope);
    if (isBlank(id)) {
      return Optional.empty();
    }
    var name = text(fields.name(), "name of target", fields.type(), draft, scope);
    return Optional.of(
        new AuditEvent.Target(
            fields.type(),
            redaction.isSecretId(fields.id()) ? Redaction.REDACTED : id,
            name == null || !redaction.isSecret(fields.name()) ? name : Redaction.REDACTED,
            read(fields.metadata(), draft, scope)));
  }

  private Map<String, Object> read(List<AuditPoint.Field> fields, Draft draft, Scope scope) {
    var values = new LinkedHashMap<String, Object>(2 * fields.size());
    for (var field : fields) {
      var source = field.value();
      var value = read(source, field.name(), draft, scope);
      if (value != null) {
        values.put(field.name(), redaction.isSecret(source) ? Redaction.REDACTED : value);
      }
    }
    return values;
  }

  private Object read(Source source, String field, Draft draft, Scope scope) {
    return read(source, field, "", draft, value -> value, scope);
  }

  private String text(Source source, String field, String of, Draft draft, Scope scope) {
    return source == null ? null : read(source, field, of, draft, redaction::text, scope);
  }

  private static <T> T read(
      Source source, String field, String of, Draft draft, Function<Object, T> as, Scope scope) {
    try {
      var value = source.read(scope);
      var inside = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      return inside == null ? null : as.apply(inside);
    } catch (Throwable e) {
      // Throwable: it is the application's code that runs here; and its class only, because the
      // text of a foreign exception may hold what must not be logged
      LOG.write(
          Message.EXPRESSION_FAILED,
          e,
          draft.point().place(),
          source,
          (field + " " + of).strip(),
          e.getClass().getName());
      return null;
    }
  }

  /** What observers see. */
  private void redact(Draft draft) {
    var metadata = Shared.copy(draft.metadata());
    Shared.replace(draft.metadata(), metadata, redaction.redact(metadata));
    var targets = Shared.copy(draft.targets());
    Shared.replace(draft.targets(), targets, redaction.redact(Shared.present(targets)));
    var actor = draft.actor();
    draft.redacted(actor, redaction.redact(actor));
  }

  private void tell(Draft draft) {
    try {
      observers.accept(draft);
    } catch (Throwable e) {
      LOG.write(Message.OBSERVER_FAILED, e, draft.point().place(), e.getClass().getName());
    }
  }

  private AuditEvent event(Draft draft) {
    var metadata = Shared.copy(draft.metadata());
    automatic.addTo(metadata, draft);
    return new AuditEvent(
        draft.id(),
        draft.organization(),
        draft.action(),
        draft.version(),
        draft.occurredAt(),
        draft.actor(),
        Shared.present(Shared.copy(draft.targets())),
        new AuditEvent.Context(first(draft.location(), "unknown"), userAgent(draft.request())),
        metadata);
  }

  private String location(RequestFacts request) {
    return request == null
        ? "internal"
        : clientAddress.of(request.peer().address(), request.peer().forwarding()::get);
  }

  private static String userAgent(RequestFacts request) {
    return request == null ? null : request.headers().get("User-Agent");
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  private static String first(String... candidates) {
    for (var each : candidates) {
      if (!isBlank(each)) {
        return each;
      }
    }
    return null;
  }
}
