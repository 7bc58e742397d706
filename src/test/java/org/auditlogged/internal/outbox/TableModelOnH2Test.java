// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class TableModelOnH2Test extends TableModel {
  @Override
  DataSource source() {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }
}
