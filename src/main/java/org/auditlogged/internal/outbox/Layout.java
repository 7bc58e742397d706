// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the outbox's file. Invariant: after {@link #bring} a file has all steps, each done
 * once and in order, whichever version wrote it; when one fails, the file is as it was.
 *
 * <p>The table {@code entry}:
 *
 * <table>
 *   <caption>columns</caption>
 *   <tr><td>place<td>order of first appends
 *   <tr><td>id<td>the event's id, 16 bytes; unique together with occurred_at, parked ones included
 *   <tr><td>organization, action, occurred_at<td>of the event; the organization may be null
 *   <tr><td>appended_at<td>when it was first appended
 *   <tr><td>due<td>schedule, lease and backoff in one: 0, -1, -2 due at once and the {@link Lane},
 *       -3 held, &gt; 0 due then, null parked
 *   <tr><td>lane<td>what {@code due} is whenever the entry is due at once
 *   <tr><td>leased<td>1 while {@code due} is the end of a lease: void when the process is gone
 *   <tr><td>attempts, shrunk<td>how often it was sent; whether its body was cut
 *   <tr><td>doubted_at<td>when it first stayed unknown whether WorkOS had stored it; null: never
 *   <tr><td>refused_by, status, reason, parked_at<td>of a parked entry, else null; refused_by also of
 *       a held one
 *   <tr><td>refusals<td>how often it was parked
 *   <tr><td>again_at<td>when a parked entry may go again by itself; 0 of a held one
 *   <tr><td>body<td>the finished request body; last, because the columns before it are read without it
 * </table>
 *
 * <p>{@code ledger} is one row, see {@link Ledger}; {@code discarded} says of each discarded entry
 * what it was, why it was parked, and who gave it up, when and why.
 *
 * <p>Times are milliseconds since 1970. Entries due at once have no time, so that the oldest of a
 * million is the first of one index, and a clock put back delays none of them. An event's id and
 * time never part, so the two are as good a key as the id alone, and one whose index grows at its
 * end; the index of random ids alone would cost each append a page of its own, and half of the
 * throughput.
 */
final class Layout {
  /**
   * What makes version 1 of an empty file, version 2 of version 1, and so on. Released steps never
   * change, for files made by them are out there: a change is one more step at the end. Not too
   * slow for a million rows.
   */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE entry (place INTEGER PRIMARY KEY, id BLOB NOT NULL, organization TEXT,"
                  + " action TEXT NOT NULL, occurred_at INTEGER NOT NULL, appended_at INTEGER NOT NULL,"
                  + " due INTEGER, leased INTEGER NOT NULL, attempts INTEGER NOT NULL,"
                  + " shrunk INTEGER NOT NULL, refused_by TEXT, status INTEGER, reason TEXT,"
                  + " parked_at INTEGER, body BLOB NOT NULL, UNIQUE (occurred_at, id))",
              "CREATE INDEX entry_due ON entry (due) WHERE due IS NOT NULL",
              "CREATE INDEX entry_parked ON entry (refused_by, action, organization, due)"
                  + " WHERE due IS NULL"),
          List.of(
              "CREATE TABLE ledger (captured INTEGER NOT NULL, delivered INTEGER NOT NULL,"
                  + " waiting INTEGER NOT NULL, parked INTEGER NOT NULL, discarded INTEGER NOT NULL,"
                  + " lost INTEGER NOT NULL, cut INTEGER NOT NULL, twice INTEGER NOT NULL)",
              // of what was delivered before nothing is known
              "INSERT INTO ledger SELECT count(*), 0, count(due), count(*) - count(due), 0, 0, 0, 0"
                  + " FROM entry",
              "CREATE INDEX entry_parked_place ON entry (place) WHERE due IS NULL",
              "CREATE TABLE discarded (id BLOB NOT NULL, organization TEXT, action TEXT NOT NULL,"
                  + " occurred_at INTEGER NOT NULL, refused_by TEXT, status INTEGER, refusal TEXT,"
                  + " discarded_at INTEGER NOT NULL, discarded_by TEXT NOT NULL, reason TEXT NOT NULL)"),
          List.of(
              "ALTER TABLE entry ADD COLUMN lane INTEGER NOT NULL DEFAULT 0",
              "ALTER TABLE entry ADD COLUMN doubted_at INTEGER",
              "ALTER TABLE entry ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0",
              "ALTER TABLE entry ADD COLUMN again_at INTEGER",
              "UPDATE entry SET refusals = 1, again_at = parked_at WHERE due IS NULL",
              "CREATE INDEX entry_of_action ON entry (action, again_at) WHERE refused_by = 'ACTION'",
              "CREATE INDEX entry_of_organization ON entry (organization, again_at)"
                  + " WHERE refused_by = 'ORGANIZATION'"));

  static final Layout CURRENT = new Layout(STEPS);

  private final List<List<String>> steps;

  Layout(List<List<String>> steps) {
    this.steps = steps;
  }

  /** The file is sound, and not for this version. */
  static final class UnfitException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnfitException(String text) {
      super(text);
    }
  }

  int version() {
    return steps.size();
  }

  /** Does the steps that the file lacks. Within a transaction of the caller's. */
  void bring(Statement statement) throws SQLException {
    int found = found(statement);
    if (found > version()) {
      throw new UnfitException(
          "its layout is version "
              + found
              + " and this AuditLogged knows versions up to "
              + version());
    }
    for (var step : steps.subList(found, version())) {
      for (var part : step) {
        statement.execute(part);
      }
    }
    if (found < version()) {
      // part of the transaction, as the steps are
      statement.execute("PRAGMA user_version = " + version());
    }
  }

  private static int found(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }
}
