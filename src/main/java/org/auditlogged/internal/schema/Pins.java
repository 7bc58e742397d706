// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditEvent.Actor;
import org.auditlogged.AuditEvent.Target;

/**
 * Gives a running application's events the versions of their schemas: those of the lock file, and
 * what was learned from WorkOS since the start, which wins. All state is the one reference. For any
 * thread.
 *
 * <ol>
 *   <li>An event that has a version keeps it, and is left as it is.
 *   <li>An action that is not pinned has none, and its events are left as they are.
 *   <li>The metadata of the others become what is {@linkplain Typed declared}.
 * </ol>
 */
public final class Pins implements UnaryOperator<AuditEvent> {
  private final Catalogue catalogue;
  private final AtomicReference<LockFile> pinned;

  public Pins(Catalogue catalogue, LockFile lock) {
    this.catalogue = catalogue;
    this.pinned = new AtomicReference<>(lock);
  }

  /** What the code says. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** What is pinned now. */
  public LockFile lock() {
    return pinned.get();
  }

  /** WorkOS has been asked, or told. */
  public void learn(Map<ActionSchema, Integer> versions) {
    pinned.updateAndGet(
        lock -> {
          var learned = lock;
          for (var each : versions.entrySet()) {
            learned = learned.with(each.getKey(), each.getValue());
          }
          return learned;
        });
  }

  /** An event whose values fit WorkOS's limits already. */
  @Override
  public AuditEvent apply(AuditEvent event) {
    int version = event.version() > 0 ? 0 : pinned.get().version(event.action());
    if (version == 0) {
      return event;
    }
    var schema = catalogue.schemas().getOrDefault(event.action(), ActionSchema.of(event.action()));
    return new AuditEvent(
        event.id(),
        event.organization(),
        event.action(),
        version,
        event.occurredAt(),
        typed(event.actor(), schema),
        typed(event.targets(), schema),
        event.context(),
        Typed.of(event.metadata(), schema.metadata()));
  }

  private static Actor typed(Actor actor, ActionSchema schema) {
    var metadata = Typed.of(actor.metadata(), schema.actor());
    return metadata == actor.metadata()
        ? actor
        : new Actor(actor.type(), actor.id(), actor.name(), metadata);
  }

  private static List<Target> typed(List<Target> targets, ActionSchema schema) {
    var typed = new ArrayList<Target>(targets.size());
    for (var target : targets) {
      SortedMap<String, JsonType> types = schema.targets().get(target.type());
      typed.add(
          types == null
              ? target
              : new Target(
                  target.type(), target.id(), target.name(), Typed.of(target.metadata(), types)));
    }
    return typed;
  }
}
