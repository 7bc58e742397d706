// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * New entries of a transaction, brought in by as few statements as can be: for one entry each, the
 * calls into native code cost as much as the rows. Invariant: none is in the table before {@link
 * #flush}, all are after it, in the order they came.
 *
 * <p>For the thread that writes only.
 */
final class Incoming {
  /** How many rows a statement may have; each kind is prepared once. */
  private static final int[] SIZES = {32, 8, 1};

  private static final int COLUMNS = 7;

  private static final Map<Integer, String> APPEND =
      IntStream.of(SIZES)
          .boxed()
          .collect(Collectors.toUnmodifiableMap(size -> size, Incoming::sql));

  private final Statements statements;
  private final List<New> entries = new ArrayList<>();

  private record New(Entry entry, long now) {}

  Incoming(Statements statements) {
    this.statements = statements;
  }

  void add(Entry entry, long now) {
    entries.add(new New(entry, now));
  }

  /** How many were not there already. */
  int flush() throws SQLException {
    int inserted = 0;
    int from = 0;
    for (int size : SIZES) {
      while (entries.size() - from >= size) {
        var append = statements.of(APPEND.get(size));
        for (int row = 0; row < size; row++) {
          bind(append, row * COLUMNS, entries.get(from + row));
        }
        inserted += append.executeUpdate();
        from += size;
      }
    }
    entries.clear();
    return inserted;
  }

  void forget() {
    entries.clear();
  }

  private static void bind(PreparedStatement append, int before, New row) throws SQLException {
    var entry = row.entry();
    append.setBytes(before + 1, Rows.bytes(entry.id()));
    append.setString(before + 2, entry.organization());
    append.setString(before + 3, entry.action());
    append.setLong(before + 4, entry.occurredAt().toEpochMilli());
    append.setLong(before + 5, row.now());
    append.setLong(before + 6, Lane.of(entry).due());
    append.setBytes(before + 7, entry.body());
  }

  private static String sql(int size) {
    return IntStream.range(0, size)
        .mapToObj(row -> values(row * COLUMNS))
        .collect(
            Collectors.joining(
                ", ",
                "INSERT INTO entry (id, organization, action, occurred_at, appended_at, due, lane, leased,"
                    + " attempts, shrunk, body) VALUES ",
                " ON CONFLICT (occurred_at, id) DO NOTHING"));
  }

  private static String values(int before) {
    return "(?%d, ?%d, ?%d, ?%d, ?%d, ?%d, ?%6$d, 0, 0, 0, ?%d)"
        .formatted(IntStream.rangeClosed(before + 1, before + COLUMNS).boxed().toArray());
  }
}
