// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.auditlogged.support.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TableModelOnPostgresTest extends TableModel {
  /** Each of many short questions would else be a connection. */
  private static HikariDataSource pool;

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  @BeforeAll
  static void starts() {
    pool = new HikariDataSource();
    pool.setJdbcUrl(Postgres.database().url());
    pool.setMaximumPoolSize(4);
  }

  @AfterAll
  static void ends() {
    pool.close();
  }

  @Override
  DataSource source() {
    return pool;
  }

  @Override
  String schema() {
    return "model_" + SCHEMAS.incrementAndGet();
  }
}
