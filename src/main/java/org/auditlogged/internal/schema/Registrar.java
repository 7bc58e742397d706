// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.auditlogged.internal.Pause;
import org.auditlogged.internal.schema.Comparison.Same;
import org.auditlogged.internal.schema.Registered.How;
import org.auditlogged.internal.schema.SchemaStore.Named;
import org.auditlogged.workos.AuditLogsException;
import org.auditlogged.workos.AuditLogsException.Said;
import org.auditlogged.workos.AuditLogsException.Unavailable;

/**
 * Compares a catalogue with what WorkOS has, and creates what it lacks. Invariants: nothing is ever
 * deleted; a schema is posted only when a look right before has shown no version that says the
 * same, and never a second time in one call, whatever becomes of the answer. Holds no state; for
 * any thread.
 *
 * <p>WorkOS has no lock that many nodes which start at once could take. They come to each action at
 * other times, and in another order; two that come in the same moment create two versions that say
 * the same, which is noticed, told, and harms nobody.
 */
public final class Registrar {
  private static final Duration SPREAD_OF_NODES = Duration.ofSeconds(3);
  private static final Duration SPREAD_OF_ACTIONS = Duration.ofMillis(200);
  // a request whose answer got lost may still be worked on
  private static final Duration BEFORE_A_LOOK = Duration.ofSeconds(2);

  private final SchemaStore store;
  private final Pause pause;
  private final Random random;

  /**
   * @param store WorkOS
   * @param pause lets time pass
   * @param random spreads many nodes, or {@code null} for one alone
   */
  public Registrar(SchemaStore store, Pause pause, Random random) {
    this.store = store;
    this.pause = pause;
    this.random = random;
  }

  /**
   * How each action of the code stands to WorkOS, in order of their names.
   *
   * @param lock what is pinned: a version that was created for what the code says is the same,
   *     however WorkOS words it
   * @throws AuditLogsException when WorkOS does not answer as it should
   */
  public List<Comparison> compare(Catalogue catalogue, LockFile lock) {
    var named = new HashMap<String, KnownSchema>();
    try (var actions = store.actions()) {
      var all = actions.iterator();
      while (!named.keySet().containsAll(catalogue.schemas().keySet()) && all.hasNext()) {
        var each = all.next();
        named.putIfAbsent(each.action(), each.schema());
      }
    }
    return compare(catalogue, lock, named);
  }

  /** As {@link #compare}, and then what only WorkOS knows. */
  public List<Comparison> compareAll(Catalogue catalogue, LockFile lock) {
    var named = new HashMap<String, KnownSchema>();
    try (var actions = store.actions()) {
      actions.forEach((Named each) -> named.putIfAbsent(each.action(), each.schema()));
    }
    var comparisons = compare(catalogue, lock, named);
    var others = new TreeSet<>(named.keySet());
    others.removeAll(catalogue.schemas().keySet());
    others.forEach(action -> comparisons.add(new Comparison.Unknown(action)));
    return comparisons;
  }

  private List<Comparison> compare(
      Catalogue catalogue, LockFile lock, Map<String, KnownSchema> named) {
    var comparisons = new ArrayList<Comparison>();
    for (var schema : catalogue.schemas().values()) {
      var known = named.get(schema.action());
      var comparison = Comparison.of(schema, known == null ? List.of() : List.of(known));
      comparisons.add(
          known == null || comparison.isSame()
              ? comparison
              : compare(schema, lock, store.versions(schema.action())));
    }
    return comparisons;
  }

  private static Comparison compare(
      ActionSchema schema, LockFile lock, List<KnownSchema> versions) {
    var pin = lock.pins().get(schema.action());
    var comparison = Comparison.of(schema, versions);
    boolean isPinned =
        pin != null
            && pin.fingerprint().equals(schema.fingerprint())
            && versions.stream().anyMatch(known -> known.version() == pin.version());
    return !comparison.isSame() && isPinned ? new Same(schema.action(), pin.version()) : comparison;
  }

  /**
   * Creates what WorkOS lacks.
   *
   * @param comparisons how actions stand to WorkOS; those that are the same are left alone
   * @param told is told of each action at once
   * @return what WorkOS does not take, one line for each action
   * @throws AuditLogsException when WorkOS does not answer, or refuses the key; what was told
   *     before is done
   */
  public List<String> register(
      Catalogue catalogue, LockFile lock, List<Comparison> comparisons, Consumer<Registered> told) {
    var refused = new ArrayList<String>();
    var spread = SPREAD_OF_NODES;
    for (var action : inSomeOrder(comparisons)) {
      spread(spread);
      spread = SPREAD_OF_ACTIONS;
      try {
        told.accept(register(catalogue.schemas().get(action), lock));
      } catch (AuditLogsException.Unprocessable | AuditLogsException.BadRequest e) {
        refused.add(action + ": " + e.getMessage());
      }
    }
    return refused;
  }

  private List<String> inSomeOrder(List<Comparison> comparisons) {
    var actions = new ArrayList<String>();
    for (var each : comparisons) {
      if (each instanceof Comparison.Missing || each instanceof Comparison.Changed) {
        actions.add(each.action());
      }
    }
    if (random != null) {
      Collections.shuffle(actions, random);
    }
    return actions;
  }

  private Registered register(ActionSchema schema, LockFile lock) {
    if (compare(schema, lock, store.versions(schema.action())) instanceof Same same) {
      return new Registered(schema, same.version(), How.FOUND, List.of());
    }
    KnownSchema created;
    try {
      created = store.create(schema);
    } catch (Unavailable e) {
      return look(schema, e);
    }
    return created(schema, created);
  }

  private Registered look(ActionSchema schema, Unavailable why) {
    wait(BEFORE_A_LOOK);
    if (Comparison.of(schema, store.versions(schema.action())) instanceof Same same) {
      return new Registered(schema, same.version(), How.CREATED_UNANSWERED, List.of());
    }
    throw new Unavailable(
        schema.action()
            + ": WorkOS was asked to create it and did not answer, and it is not there: "
            + why.getMessage(),
        Said.NOTHING);
  }

  private Registered created(ActionSchema schema, KnownSchema created) {
    if (Comparison.of(schema, List.of(created)) instanceof Comparison.Changed changed) {
      return new Registered(
          schema, created.version(), How.CREATED_OTHERWISE, changed.differences());
    }
    var twins = new ArrayList<Integer>();
    for (var known : store.versions(schema.action())) {
      if (Comparison.of(schema, List.of(known)).isSame()) {
        twins.add(known.version());
      }
    }
    if (twins.size() < 2) {
      return new Registered(schema, created.version(), How.CREATED, List.of());
    }
    // all nodes choose the same
    int first = Collections.min(twins);
    twins.remove((Integer) first);
    return new Registered(
        schema, first, How.CREATED_TWICE, twins.stream().sorted().map(String::valueOf).toList());
  }

  private void spread(Duration over) {
    if (random != null) {
      wait(Duration.ofMillis((long) (over.toMillis() * random.nextDouble())));
    }
  }

  private void wait(Duration time) {
    try {
      pause.take(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while registering schemas", Said.NOTHING);
    }
  }
}
