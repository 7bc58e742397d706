// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import org.auditlogged.support.Postgres;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The outbox is where the rows are, with a driver class that knows nothing of transactions. */
class OwnDatabaseIT extends OwnDatabaseContract {
  private static final Postgres DATABASE = newDatabase();

  @Deployment(testable = false)
  static WebArchive application() {
    return application(DATABASE, DataSources.LOCAL, DataSources.LOCAL);
  }

  @Override
  int within() {
    return 1;
  }

  @Override
  Postgres database() {
    return DATABASE;
  }
}
