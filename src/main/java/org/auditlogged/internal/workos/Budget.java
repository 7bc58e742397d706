// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditEvent.Actor;
import org.auditlogged.AuditEvent.Context;
import org.auditlogged.AuditEvent.Target;

/**
 * Makes a fitted event as small as its body has to be, and no smaller. In this order, and only as
 * far as it takes:
 *
 * <ol>
 *   <li>Texts in metadata are cut to 50: of the event (whose automatic ones stand last and go
 *       first), of the actor, of the targets, each from the last to the first.
 *   <li>Metadata are left out, in the same order.
 *   <li>Names of targets and of the actor are left out.
 *   <li>The user agent is left out.
 *   <li>Targets are left out, from the last to the second.
 * </ol>
 *
 * <p>Invariants: types and ids, action, organization, time, location and the first target stay; the
 * same event gives the same result; the work is linear. For one event and one thread.
 */
final class Budget {
  /** The longest text when texts are cut. */
  static final int SHORT = 50;

  private final AuditEvent event;
  private final long most;
  private final Cut cut;
  private long size;

  private Budget(AuditEvent event, long size, long most, Cut cut) {
    this.event = event;
    this.size = size;
    this.most = most;
    this.cut = cut;
  }

  /**
   * The event within the budget, if it can be.
   *
   * @param most the bytes that its body may have, the mark of what was cut included
   * @param cut told what was cut
   */
  static AuditEvent within(AuditEvent event, long most, Cut cut) {
    long size = JsonSize.of(event);
    long room = most - Cut.ROOM;
    boolean isWithin = size <= (cut.count() == 0 ? most : room);
    return isWithin ? event : new Budget(event, size, room, cut).shrunk();
  }

  private AuditEvent shrunk() {
    var metadata = new LinkedHashMap<>(event.metadata());
    var actorMetadata = new LinkedHashMap<>(event.actor().metadata());
    var targets = new ArrayList<>(event.targets());
    var ofTargets = new ArrayList<Map<String, Object>>(targets.size());
    targets.forEach(target -> ofTargets.add(new LinkedHashMap<>(target.metadata())));
    var all = new ArrayList<Map<String, Object>>(targets.size() + 2);
    all.add(metadata);
    all.add(actorMetadata);
    for (int i = targets.size() - 1; i >= 0; i--) {
      all.add(ofTargets.get(i));
    }
    all.forEach(this::cutTexts);
    all.forEach(this::leaveOut);
    for (int i = targets.size() - 1; i >= 0; i--) {
      var target = targets.get(i);
      targets.set(i, new Target(target.type(), target.id(), name(target.name()), ofTargets.get(i)));
    }
    var actor = event.actor();
    actor = new Actor(actor.type(), actor.id(), name(actor.name()), actorMetadata);
    var context = context(event.context());
    return new AuditEvent(
        event.id(),
        event.organization(),
        event.action(),
        event.version(),
        event.occurredAt(),
        actor,
        first(targets),
        context,
        metadata);
  }

  private boolean isEnough() {
    return size <= most;
  }

  private void cutTexts(Map<String, Object> metadata) {
    var entries = new ArrayList<>(metadata.entrySet());
    for (int i = entries.size() - 1; i >= 0 && !isEnough(); i--) {
      var entry = entries.get(i);
      if (entry.getValue() instanceof String whole && !entry.getKey().equals(Cut.MARK)) {
        var text = BoundedText.of(whole, SHORT, new Cut());
        int gain = JsonSize.value(whole) - JsonSize.value(text);
        if (gain > 0) {
          size -= gain;
          entry.setValue(text);
          // counted before, if it was cut before
          cut.lose(Cut.Part.TEXTS, whole.endsWith("…") ? 0 : 1);
        }
      }
    }
  }

  private void leaveOut(Map<String, Object> metadata) {
    var keys = new ArrayList<>(metadata.keySet());
    for (int i = keys.size() - 1; i >= 0 && !isEnough(); i--) {
      var key = keys.get(i);
      if (!key.equals(Cut.MARK)) {
        size -= JsonSize.field(key, metadata.remove(key));
        size -= metadata.isEmpty() ? JsonSize.METADATA : 0;
        cut.lose(Cut.Part.KEYS, 1);
      }
    }
  }

  private String name(String name) {
    if (name == null || isEnough()) {
      return name;
    }
    size -= JsonSize.field("name", name);
    cut.lose(Cut.Part.NAMES, 1);
    return null;
  }

  private Context context(Context context) {
    if (context.userAgent() == null || isEnough()) {
      return context;
    }
    size -= JsonSize.field("user_agent", context.userAgent());
    cut.lose(Cut.Part.USER_AGENT, 1);
    return new Context(context.location(), null);
  }

  private List<Target> first(List<Target> targets) {
    int count = targets.size();
    for (; count > 1 && !isEnough(); count--) {
      size -= JsonSize.of(targets.get(count - 1));
    }
    cut.lose(Cut.Part.TARGETS, targets.size() - count);
    return targets.subList(0, count);
  }
}
