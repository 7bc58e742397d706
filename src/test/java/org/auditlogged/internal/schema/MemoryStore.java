// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** WorkOS's schemas in memory. All state is behind its own lock; for any thread. */
final class MemoryStore implements SchemaStore {
  final List<String> asked = new ArrayList<>();
  private final Map<String, List<KnownSchema>> versions = new LinkedHashMap<>();
  private final Map<String, Runnable> before = new HashMap<>();
  private final Map<String, Runnable> after = new HashMap<>();
  private UnaryOperator<Map<String, Object>> wording = UnaryOperator.identity();

  /** Runs once, before the call like {@code "create a.b"} is answered, with nothing done. */
  synchronized MemoryStore before(String call, Runnable what) {
    before.put(call, what);
    return this;
  }

  /** Runs once, after the call was done, before it is answered. */
  synchronized MemoryStore after(String call, Runnable what) {
    after.put(call, what);
    return this;
  }

  /** What becomes of a document on its way in. */
  synchronized MemoryStore wording(UnaryOperator<Map<String, Object>> wording) {
    this.wording = wording;
    return this;
  }

  synchronized KnownSchema add(ActionSchema schema) {
    var all = versions.computeIfAbsent(schema.action(), action -> new ArrayList<>());
    all.add(0, new KnownSchema(all.size() + 1, wording.apply(schema.document())));
    return all.get(0);
  }

  synchronized int count(String action) {
    return versions.getOrDefault(action, List.of()).size();
  }

  @Override
  public Stream<Named> actions() {
    run(before, "actions");
    synchronized (this) {
      return versions.entrySet().stream()
          .map(each -> new Named(each.getKey(), each.getValue().get(0)))
          .toList()
          .stream()
          .peek(named -> asked.add("action " + named.action()));
    }
  }

  @Override
  public List<KnownSchema> versions(String action) {
    run(before, "versions " + action);
    List<KnownSchema> found;
    synchronized (this) {
      asked.add("versions " + action);
      found = List.copyOf(versions.getOrDefault(action, List.of()));
    }
    run(after, "versions " + action);
    return found;
  }

  @Override
  public KnownSchema create(ActionSchema schema) {
    run(before, "create " + schema.action());
    KnownSchema created;
    synchronized (this) {
      asked.add("create " + schema.action());
      created = add(schema);
    }
    run(after, "create " + schema.action());
    return created;
  }

  private void run(Map<String, Runnable> all, String call) {
    Runnable what;
    synchronized (this) {
      what = all.remove(call);
    }
    if (what != null) {
      what.run();
    }
  }
}
