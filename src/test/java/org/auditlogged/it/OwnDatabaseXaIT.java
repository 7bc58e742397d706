// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import org.auditlogged.support.Postgres;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The outbox is where the rows are, with a driver class for transactions of two phases. */
class OwnDatabaseXaIT extends OwnDatabaseContract {
  private static final Postgres DATABASE = newDatabase();

  @Deployment(testable = false)
  static WebArchive application() {
    return application(DATABASE, DataSources.XA, DataSources.XA);
  }

  @Override
  Postgres database() {
    return DATABASE;
  }
}
