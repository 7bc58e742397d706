// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Questions about entries that are kept back. Each reads a part of an index; see {@link Kept}. For
 * one thread at a time.
 */
final class KeptRows {
  private final Statements statements;
  private final Tables tables;

  /** What is made of the one row of an answer. */
  private interface Answer<T> {
    T of(ResultSet row) throws SQLException;
  }

  KeptRows(Statements statements, Tables tables) {
    this.statements = statements;
    this.tables = tables;
  }

  /** When the next that is kept back for this cause may go. */
  OptionalLong resumable(Cause cause) throws SQLException {
    return ask(tables.kept.get(cause.by()).next, KeptRows::time, cause.of());
  }

  List<Cause> causes(int max) throws SQLException {
    var causes = causes(Refusal.By.ACTION, max);
    causes.addAll(causes(Refusal.By.ORGANIZATION, max));
    return causes;
  }

  /** The causes of one kind, by name, from one to the next: however many entries each has. */
  private List<Cause> causes(Refusal.By by, int max) throws SQLException {
    var causes = new ArrayList<Cause>();
    var last = "";
    while (last != null && causes.size() < max) {
      last = ask(tables.kept.get(by).cause, row -> row.getString(1), last);
      if (last != null) {
        causes.add(new Cause(by, last));
      }
    }
    return causes;
  }

  List<KeptBack> keptBack(int max) throws SQLException {
    var all = new ArrayList<KeptBack>();
    for (var cause : causes(max)) {
      var kept = tables.kept.get(cause.by());
      long held = ask(kept.held, row -> row.getLong(1), cause.of());
      all.add(
          ask(
              kept.parked,
              row -> {
                var since = row.getObject(2) == null ? null : Instant.ofEpochMilli(row.getLong(2));
                return new KeptBack(cause, since, held, row.getLong(1));
              },
              cause.of()));
    }
    return all;
  }

  static OptionalLong time(ResultSet row) throws SQLException {
    long time = row.getLong(1);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(time);
  }

  private <T> T ask(String query, Answer<T> answer, Object... arguments) throws SQLException {
    try (var row = Kept.bind(statements.of(query), arguments).executeQuery()) {
      row.next();
      return answer.of(row);
    }
  }
}
