// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.auditlogged.internal.AuditConfig;

/** Of a table; each time it is opened it is another node. */
abstract class TableModel extends OutboxModel {
  private final AuditConfig.Table settings = new AuditConfig.Table("jdbc/test", schema(), true);
  private final DataSource source = source();

  abstract DataSource source();

  /** Where nothing is in the database yet. */
  String schema() {
    return null;
  }

  @Override
  Outbox open() {
    try {
      var sessions = new Sessions(source);
      TableOpening.prepare(sessions, settings);
      return new TableOutbox(sessions, settings, clock);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
