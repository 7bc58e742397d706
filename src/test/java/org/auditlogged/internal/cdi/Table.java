// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Outbox;

/**
 * An outbox in a database, and the transactions of that. Those that are begun within another
 * suspend it. For one thread.
 */
final class Table implements TransactionEnd.Registry {
  /** What is committed, in that order. */
  final List<Entry> rows = new ArrayList<>();

  /** All that ever came, and whichever way. */
  final List<Entry> offered = new ArrayList<>();

  /** How many entries came without a transaction of their callers. */
  int appended;

  /** Thrown by whoever wants to join; {@code null} for nothing. */
  Throwable broken;

  /** No transaction reaches the table, though there is one. */
  boolean isElsewhere;

  /** The outbox learns that only when it tries. */
  boolean isFoundOutLate;

  private final List<Transaction> transactions = new ArrayList<>();

  /** How a transaction ends. */
  enum End {
    COMMITTED,
    ROLLED_BACK,
    /** Committed, but nobody knows. */
    UNKNOWN
  }

  private static final class Transaction {
    private final List<TransactionEnd.Listener> listeners = new ArrayList<>();
    private final List<Entry> rows = new ArrayList<>();
    private boolean isUndone;
  }

  void begin() {
    transactions.add(new Transaction());
  }

  void commit() {
    end(End.COMMITTED);
  }

  void rollBack() {
    end(End.ROLLED_BACK);
  }

  /** On the way to a commit, as far as that gets. */
  void end(End end) {
    if (end != End.ROLLED_BACK) {
      try {
        ending();
      } catch (RuntimeException e) {
        ended(End.ROLLED_BACK);
        throw e;
      }
    }
    ended(end);
  }

  /** Before the end: from now on it may still be rolled back. */
  void ending() {
    if (isOpen()) {
      List.copyOf(current().listeners).forEach(TransactionEnd.Listener::ending);
    }
  }

  void ended(End as) {
    var ended = transactions.remove(transactions.size() - 1);
    var end = ended.isUndone ? End.ROLLED_BACK : as;
    if (end != End.ROLLED_BACK) {
      keep(ended.rows);
    }
    ended.listeners.forEach(listener -> listener.ended(end == End.COMMITTED));
  }

  @Override
  public boolean await(TransactionEnd.Listener listener) {
    return !transactions.isEmpty() && current().listeners.add(listener);
  }

  @Override
  public boolean isOpen() {
    return !transactions.isEmpty() && !current().isUndone;
  }

  @Override
  public void undo(RuntimeException cause) {
    current().isUndone = true;
  }

  private Transaction current() {
    return transactions.get(transactions.size() - 1);
  }

  private void keep(List<Entry> more) {
    for (var entry : more) {
      if (rows.stream().noneMatch(row -> row.id().equals(entry.id()))) {
        rows.add(entry);
      }
    }
  }

  /** The bodies of what is committed. */
  List<JsonObject> bodies() {
    return rows.stream()
        .map(row -> Json.createReader(new ByteArrayInputStream(row.body())).readObject())
        .map(body -> body.getJsonObject("event"))
        .toList();
  }

  Outbox outbox() {
    return (Outbox)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Outbox.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "canJoin" -> !transactions.isEmpty() && (!isElsewhere || isFoundOutLate);
                  case "join" -> join(entries(arguments[0]));
                  case "append" -> append(entries(arguments[0]));
                  default -> null;
                });
  }

  private boolean join(List<Entry> entries) throws Throwable {
    if (broken != null) {
      throw broken;
    }
    offered.addAll(entries);
    return !isElsewhere && current().rows.addAll(entries);
  }

  private Object append(List<Entry> entries) {
    offered.addAll(entries);
    appended += entries.size();
    keep(entries);
    return null;
  }

  @SuppressWarnings("unchecked") // as the interface says
  private static List<Entry> entries(Object argument) {
    return (List<Entry>) argument;
  }
}
