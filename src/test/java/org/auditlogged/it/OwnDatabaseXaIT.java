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

  /**
   * Not here: of what a commit of two phases leaves behind when it fails, PostgreSQL's driver makes
   * a connection that refuses the transaction of whoever gets it next from Payara's pool, be it the
   * application.
   */
  @Override
  void aCallWhoseTransactionCannotBeCommittedIsAFailure(String around) {}

  @Override
  int within() {
    return 1;
  }

  @Override
  Postgres database() {
    return DATABASE;
  }
}
