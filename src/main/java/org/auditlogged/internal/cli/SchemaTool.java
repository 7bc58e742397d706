// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.auditlogged.internal.Pause;
import org.auditlogged.internal.schema.ActionSchema;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Comparison;
import org.auditlogged.internal.schema.Comparison.Same;
import org.auditlogged.internal.schema.LockFile;
import org.auditlogged.internal.schema.Registrar;
import org.auditlogged.internal.schema.SchemaStore;

/**
 * Code, lock file and WorkOS side by side. Invariants: the lock file is replaced only when all that
 * it is to say is known, and then as a whole; in WorkOS nothing is ever deleted. For one thread.
 */
final class SchemaTool {
  private final SchemaStore store;
  private final Registrar registrar;
  private final Catalogue code;
  private final Lock lock;

  /** A lock file and what is in it. */
  record Lock(Path path, LockFile file) {}

  /**
   * How an action stands.
   *
   * @param action the action
   * @param pinned the pinned version, or {@code null}
   * @param workOs the version that says what the code says, else the newest, or {@code null}
   * @param state in words
   */
  record State(String action, Integer pinned, Integer workOs, String state) {}

  SchemaTool(SchemaStore store, Pause pause, Catalogue code, Lock lock) {
    this.store = store;
    this.registrar = new Registrar(store, pause, null);
    this.code = code;
    this.lock = lock;
  }

  /** All actions, also those that are in one place only. */
  List<State> list() {
    var states = new ArrayList<State>();
    for (var each : registrar.compareAll(code, lock.file)) {
      var pinned = lock.file.version(each.action());
      Integer version = null;
      var state = "not in WorkOS";
      if (each instanceof Same same) {
        version = same.version();
        state = "as in the code";
      } else if (each instanceof Comparison.Changed changed) {
        version = changed.newest();
        state = "differs from the code";
      } else if (each instanceof Comparison.Unknown) {
        state = "in WorkOS only";
      }
      states.add(new State(each.action(), pinned == 0 ? null : pinned, version, state));
    }
    return states;
  }

  /** Where code, lock file and WorkOS do not say the same, one line each. */
  List<String> differences() {
    var differences = new ArrayList<String>();
    for (var each : registrar.compare(code, lock.file)) {
      if (!each.isSame()) {
        differences.add(each.text());
      } else if (each instanceof Same same && !isGood(lock.file.version(same.action()), same)) {
        differences.add(
            "%s: pinned to version %d, but what the code says is version %d in WorkOS"
                .formatted(same.action(), lock.file.version(same.action()), same.version()));
      }
    }
    lock.file
        .differences(code)
        .forEach(line -> differences.add(lock.path.getFileName() + ": " + line));
    return differences;
  }

  /** Whether a pinned version, if there is one, says what the code says. */
  private boolean isGood(int pinned, Same same) {
    var schema = code.schemas().get(same.action());
    return pinned == 0
        || pinned == same.version()
        || store.versions(same.action()).stream()
            .anyMatch(
                known ->
                    known.version() == pinned && Comparison.of(schema, List.of(known)).isSame());
  }

  /**
   * Creates what WorkOS lacks, then pins all.
   *
   * @param told is told each step, in words
   * @return what WorkOS does not take, one line each; then nothing is pinned
   */
  List<String> register(Consumer<String> told) {
    refuseAnothersLock();
    var comparisons = registrar.compare(code, lock.file);
    var created = new ArrayList<LockFile>(List.of(pinnedTo(comparisons)));
    var refused =
        registrar.register(
            code,
            lock.file,
            comparisons,
            each -> {
              told.accept(each.text());
              created.set(0, created.get(0).with(each.schema(), each.version()));
            });
    if (refused.isEmpty()) {
      write(created.get(0), told);
    }
    return refused;
  }

  /**
   * Pins what WorkOS has.
   *
   * @return what it lacks, one line each; that is pinned as before
   */
  List<String> pull(Consumer<String> told) {
    refuseAnothersLock();
    var comparisons = registrar.compare(code, lock.file);
    write(pinnedTo(comparisons), told);
    return comparisons.stream().filter(each -> !each.isSame()).map(Comparison::text).toList();
  }

  private LockFile pinnedTo(List<Comparison> comparisons) {
    var pinned = lock.file;
    for (var each : comparisons) {
      ActionSchema schema = code.schemas().get(each.action());
      if (each instanceof Same same) {
        int before = lock.file.version(each.action());
        boolean isKept = before > 0 && isGood(before, same);
        pinned = pinned.with(schema, isKept ? before : same.version());
      }
    }
    var gone = new TreeSet<>(pinned.pins().keySet());
    gone.removeAll(code.schemas().keySet());
    for (var action : gone) {
      pinned = pinned.without(action);
    }
    return pinned;
  }

  private void refuseAnothersLock() {
    var pins = lock.file.pins().keySet();
    if (!pins.isEmpty() && pins.stream().noneMatch(code.schemas()::containsKey)) {
      throw new Unusable(
          "%s pins %d actions, and none of them is in the code: is it another application's? Delete it, or name another with --lock"
              .formatted(lock.path, pins.size()),
          null);
    }
  }

  private void write(LockFile pinned, Consumer<String> told) {
    if (pinned.equals(lock.file)) {
      told.accept(lock.path + " is as it should be");
      return;
    }
    try {
      pinned.write(lock.path);
    } catch (IOException e) {
      throw new Unusable(
          "%s cannot be written, and is as it was: %s %s"
              .formatted(lock.path, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
    told.accept(lock.path + " written: " + pinned.pins().size() + " actions");
  }
}
