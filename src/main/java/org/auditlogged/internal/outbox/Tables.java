// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.auditlogged.internal.outbox.Refusal.By;

/**
 * How the tables are called where they are, and how an id is kept in them: what statements have to
 * know that work on a file of its own and in the application's database alike. Immutable, for any
 * thread.
 */
final class Tables {
  /** Those of the outbox's own file; see {@link Layout}. */
  static final Tables FILE =
      new Tables("entry", "discarded", true, " INDEXED BY entry_parked_place");

  final String entry;
  final String discarded;

  /** What a database has to be told that reads a million that wait to find one that is parked. */
  final String parkedHint;

  final Map<By, Kept> kept = new EnumMap<>(By.class);
  private final boolean isFile;

  private Tables(String entry, String discarded, boolean isFile, String parkedHint) {
    this.entry = entry;
    this.discarded = discarded;
    this.isFile = isFile;
    this.parkedHint = parkedHint;
    kept.put(By.ACTION, new Kept(entry, By.ACTION, "action"));
    kept.put(By.ORGANIZATION, new Kept(entry, By.ORGANIZATION, "organization"));
  }

  /** Those in a database that others use as well; see {@link TableLayout}. */
  static Tables in(String schema) {
    return new Tables(name(schema, "entry"), name(schema, "discarded"), false, "");
  }

  /** Of a table in a database that others use as well. */
  static String name(String schema, String table) {
    return (schema == null ? "" : schema + ".") + TableLayout.PREFIX + table;
  }

  /** Whether others may change rows while a statement chooses them. */
  boolean areShared() {
    return !isFile;
  }

  void bind(PreparedStatement statement, int index, UUID id) throws SQLException {
    if (isFile) {
      statement.setBytes(index, Rows.bytes(id));
    } else {
      statement.setObject(index, id);
    }
  }

  UUID id(ResultSet row, int column) throws SQLException {
    return isFile ? Rows.id(row.getBytes(column)) : row.getObject(column, UUID.class);
  }
}
