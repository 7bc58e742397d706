// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted when one file takes another's place. */
class LedgerRowTest {
  @TempDir Path directory;

  @Test
  void whatWasNotedGoesOnInTheFileThatTakesItsPlace() throws SQLException {
    try (var damaged = connect("damaged.db");
        var fresh = connect("fresh.db")) {
      var before = new LedgerRow(new Statements(damaged));
      before.note(Note.LOST, 2);
      var after = new LedgerRow(new Statements(fresh));
      before.handOver(after);

      assertThat(written(after, fresh).lost()).isEqualTo(2);
    }
  }

  /** A thread that was about to tell the one that was replaced. */
  @Test
  void whatIsNotedAfterItWasReplacedCountsToo() throws SQLException {
    try (var damaged = connect("damaged.db");
        var fresh = connect("fresh.db")) {
      var before = new LedgerRow(new Statements(damaged));
      var after = new LedgerRow(new Statements(fresh));
      before.handOver(after);
      before.note(Note.LOST, 3);
      before.note(Note.TWICE, 1);

      assertThat(written(after, fresh).lost()).isEqualTo(3);
      assertThat(written(after, fresh).twice()).isEqualTo(1);
      assertThat(before.hasNotes()).isFalse();
    }
  }

  private Connection connect(String name) throws SQLException {
    var database = new Database(directory.resolve(name), Sync.NORMAL);
    var connection = database.connect();
    database.prepare(connection);
    return connection;
  }

  private static Ledger written(LedgerRow row, Connection connection) throws SQLException {
    row.write();
    row.committed();
    try (var statement = connection.createStatement();
        var read = statement.executeQuery(LedgerRow.READ)) {
      read.next();
      return LedgerRow.read(read);
    }
  }
}
