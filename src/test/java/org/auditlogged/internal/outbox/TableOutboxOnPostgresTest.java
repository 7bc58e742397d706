// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import javax.sql.DataSource;
import org.auditlogged.support.Postgres;
import org.postgresql.ds.PGSimpleDataSource;

class TableOutboxOnPostgresTest extends TableOutboxContract {
  private final PGSimpleDataSource source = new PGSimpleDataSource();

  {
    source.setURL(Postgres.database().url());
  }

  @Override
  DataSource source() {
    return source;
  }
}
