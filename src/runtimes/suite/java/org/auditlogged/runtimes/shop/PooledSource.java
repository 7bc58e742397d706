// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The database where the runtime makes no data source: of the application's own, outside of JTA.
 */
@ApplicationScoped
public class PooledSource {
  @Produces
  @ApplicationScoped
  @Named("shop")
  DataSource shop() {
    return JdbcConnectionPool.create("jdbc:h2:./shop;WRITE_DELAY=0", "sa", "sa");
  }
}
